// Boost.Odeint: Dormand-Prince 5(4) with step control. Steps end at the doses; outputs between them come from the stepper's own interpolation.
#include "program.h"

#include <boost/array.hpp>
#include <boost/numeric/odeint.hpp>

#include <algorithm>
#include <cmath>

namespace odeint = boost::numeric::odeint;
// A fixed-size array chooses Odeint's array algebra: loops of known length, nothing on the heap.
using State = boost::array<double, STATES>;
using Stepper = odeint::runge_kutta_dopri5<State>;

// The same measure as Odeint's own checker, but with one absolute tolerance for each state instead of one for all.
struct ErrorChecker {
  double rtol;
  State atol;

  double error(const Stepper::algebra_type &, const State &y, const State &dydt, const State &error, double dt) const
  {
    double largest = 0;
    for (int i = 0; i < STATES; i++)
      largest = std::max(largest, std::abs(error[i]) / (atol[i] + rtol * (std::abs(y[i]) + dt * std::abs(dydt[i]))));
    return largest;
  }
};

// What to try first after a dose, h; the controller takes it from there. 0.05 was the cheapest at an error of 1e-4: longer first steps are
// sometimes accepted that should not be.
static const double first_step = 0.05;

int main(int argc, char **argv)
{
  Task task = read_task(argc, argv, "dopri5");
  if (task.method != "dopri5")
    fail("method is dopri5");

  Model model;
  long long evaluations = 0;
  const auto derivatives = [&](const State &y, State &dydt, double) {
    evaluations++;
    rhs(&model, y.data(), dydt.data());
  };

  const double seconds = seconds_of(task, [&](size_t person) {
    const Person &p = task.persons[person];
    prepare(&p, &model);
    ErrorChecker checker;
    checker.rtol = task.rtol;
    absolute_tolerances(&p, task.rtol, checker.atol.data());
    // The checker is fixed at construction. There is nothing to allocate, so a stepper for each person costs nothing.
    odeint::controlled_runge_kutta<Stepper, ErrorChecker> stepper(checker);

    State y{}, dydt, next, next_dydt, between;
    double now = 0;
    const double every = task.with_hours ? 1 : 24;
    double output = every;
    const auto keep = [&](const State &at) {
      const int hour = int(output);
      if (task.with_hours)
        task.keep_hour(person, hour - 1, at.data());
      if (hour % 24 == 0)
        task.keep_day(person, hour / 24 - 1, at.data());
      output += every;
    };
    const auto solve_until = [&](double end) {
      double dt = first_step;
      derivatives(y, dydt, now);
      while (now < end) {
        const bool last = now + dt >= end;
        if (last)
          dt = end - now;
        double reached = now;
        if (stepper.try_step(derivatives, y, dydt, reached, next, next_dydt, dt) == odeint::fail)
          continue;
        if (last)
          reached = end;
        while (output < reached) {
          stepper.stepper().calc_state(output, between, y, dydt, now, next, next_dydt, reached);
          keep(between);
        }
        if (output == reached)
          keep(next);
        now = reached;
        y = next;
        dydt = next_dydt;
      }
    };

    for (int day = 0; day < task.days; day++)
      for (const double hour : dose_hour) {
        solve_until(24 * day + hour);
        y[AM] += p.nmolPerDose;
      }
    solve_until(24 * task.days);
  });
  write_result(task, "odeint-" + task.method, seconds, evaluations);
}
