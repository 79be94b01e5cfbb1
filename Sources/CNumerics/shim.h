// GSL and OpenBLAS as one module: both declare CBLAS_TRANSPOSE, so GSL's own copy is kept out.
#ifndef TRENDS_CNUMERICS_H
#define TRENDS_CNUMERICS_H

#include <stddef.h>

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

// The version that is loaded, which need not be that of the headers.
static inline const char *tr_gsl_version(void) { return gsl_version; }

// The minimiser is a global variable in GSL's header, which Swift does not let other threads read.
static inline const gsl_min_fminimizer_type *tr_brent_minimizer(void) {
  return gsl_min_fminimizer_brent;
}

// LAPACK is in OpenBLAS; Debian has no header of its Fortran symbols. The last three are the
// hidden lengths of jobz, range and uplo.
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a,
             const int *lda, const double *vl, const double *vu, const int *il, const int *iu,
             const double *abstol, int *m, double *w, double *z, const int *ldz, int *isuppz,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
             size_t, size_t);

#endif
