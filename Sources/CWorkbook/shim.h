// libxlsxwriter as a module; looked for only where the trait Workbook is on.
#include <xlsxwriter.h>
