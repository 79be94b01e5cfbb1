// GSL and OpenBLAS as one module: both declare CBLAS_TRANSPOSE, so GSL's own copy is kept out.
#ifndef TRENDS_CNUMERICS_H
#define TRENDS_CNUMERICS_H

#include <cblas.h>
#define __GSL_CBLAS_H__ 1
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <gsl/gsl_version.h>

// The minimiser is a global variable in GSL's header, which Swift does not let other threads read.
static inline const gsl_min_fminimizer_type *tr_brent_minimizer(void) {
  return gsl_min_fminimizer_brent;
}

#endif
