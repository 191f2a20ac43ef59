/* What deSolve calls: the parameters of one person, the right-hand side, and how often it was called. */
#include "model.h"

static Model model;
static double evaluations;

/* deSolve gives the parameters through this function of its own. */
void set_person(void (*parameters)(int *, double *))
{
  Person person;
  int count = PARAMETERS;
  parameters(&count, (double *)&person);
  prepare(&person, &model);
}

void derivatives(int *count, double *t, double *y, double *dydt, double *outputs, int *sizes)
{
  (void)count, (void)t, (void)outputs, (void)sizes;
  evaluations++;
  rhs(&model, y, dydt);
}

void tolerances(double *person, double *rtol, double *atol)
{
  absolute_tolerances((const Person *)person, *rtol, atol);
}

void count_evaluations(double *result)
{
  *result = evaluations;
}
