// SUNDIALS CVODE: Adams with fixed-point iteration (the default here; the model is hardly stiff), or BDF with Newton and a dense analytic Jacobian.
#include "program.h"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

static long long evaluations;

static int derivatives(double, N_Vector y, N_Vector dydt, void *model)
{
  evaluations++;
  rhs(static_cast<const Model *>(model), NV_DATA_S(y), NV_DATA_S(dydt));
  return 0;
}

static int dense_jacobian(double, N_Vector y, N_Vector, SUNMatrix J, void *model, N_Vector, N_Vector, N_Vector)
{
  jacobian(static_cast<const Model *>(model), NV_DATA_S(y), SM_DATA_D(J));
  return 0;
}

static void check(int flag, const char *call)
{
  if (flag < 0)
    fail(std::string(call) + " failed with " + std::to_string(flag));
}

int main(int argc, char **argv)
{
  Task task = read_task(argc, argv, "adams");
  const bool adams = task.method == "adams";
  if (!adams && task.method != "bdf")
    fail("method is adams or bdf");

  // Everything is allocated here, once for all persons.
  SUNContext context;
  check(SUNContext_Create(nullptr, &context), "SUNContext_Create");
  N_Vector y = N_VNew_Serial(STATES, context), atol = N_VNew_Serial(STATES, context);
  Model model;
  void *solver = CVodeCreate(adams ? CV_ADAMS : CV_BDF, context);
  N_VConst(0, y);
  N_VConst(1, atol);
  check(CVodeInit(solver, derivatives, 0, y), "CVodeInit");
  check(CVodeSVtolerances(solver, task.rtol, atol), "CVodeSVtolerances");
  check(CVodeSetUserData(solver, &model), "CVodeSetUserData");
  check(CVodeSetMaxNumSteps(solver, 1000000), "CVodeSetMaxNumSteps");
  SUNNonlinearSolver fixed_point = nullptr;
  SUNMatrix matrix = nullptr;
  SUNLinearSolver dense = nullptr;
  if (adams) {
    fixed_point = SUNNonlinSol_FixedPoint(y, 0, context);
    check(CVodeSetNonlinearSolver(solver, fixed_point), "CVodeSetNonlinearSolver");
  } else {
    matrix = SUNDenseMatrix(STATES, STATES, context);
    dense = SUNLinSol_Dense(y, matrix, context);
    check(CVodeSetLinearSolver(solver, dense, matrix), "CVodeSetLinearSolver");
    check(CVodeSetJacFn(solver, dense_jacobian), "CVodeSetJacFn");
  }

  // Up to `end`, where the solver stops exactly; outputs on the way are interpolated by it.
  const auto solve_until = [&](size_t person, double start, double end) {
    check(CVodeReInit(solver, start, y), "CVodeReInit");
    check(CVodeSetStopTime(solver, end), "CVodeSetStopTime");
    const int every = task.with_hours ? 1 : 24;
    double reached = start;
    for (int hour = (int(start) / every + 1) * every; reached < end; hour += every) {
      const double wanted = hour < end ? hour : end;
      check(CVode(solver, wanted, y, &reached, CV_NORMAL), "CVode");
      if (wanted != hour)
        break;
      if (task.with_hours)
        task.keep_hour(person, hour - 1, NV_DATA_S(y));
      if (hour % 24 == 0)
        task.keep_day(person, hour / 24 - 1, NV_DATA_S(y));
    }
  };

  const double seconds = seconds_of(task, [&](size_t person) {
    const Person &p = task.persons[person];
    prepare(&p, &model);
    absolute_tolerances(&p, task.rtol, NV_DATA_S(atol));
    check(CVodeSVtolerances(solver, task.rtol, atol), "CVodeSVtolerances");
    N_VConst(0, y);
    double now = 0;
    for (int day = 0; day < task.days; day++)
      for (const double hour : dose_hour) {
        solve_until(person, now, 24 * day + hour);
        now = 24 * day + hour;
        NV_Ith_S(y, AM) += p.nmolPerDose;
      }
    solve_until(person, now, 24 * task.days);
  });
  write_result(task, "cvode-" + task.method, seconds, evaluations);

  CVodeFree(&solver);
  if (adams)
    SUNNonlinSolFree(fixed_point);
  else {
    SUNLinSolFree(dense);
    SUNMatDestroy(matrix);
  }
  N_VDestroy(y);
  N_VDestroy(atol);
  SUNContext_Free(&context);
}
