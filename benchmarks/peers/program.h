// What the C++ peers have in common: arguments, persons.csv, the output file, the line of JSON, the clock.
#pragma once

#include "model.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

struct Task {
  std::string output, method;
  int days = 0;
  double rtol = 0;
  bool with_hours = false;
  std::vector<Person> persons;
  std::vector<double> daily;   // [person][day][output], day d at t = 24 (d + 1)
  std::vector<double> hourly;  // [person][hour], W, hour h at t = h + 1

  void keep_day(size_t person, int day, const double *y)
  {
    double *to = &daily[(person * days + day) * OUTPUTS];
    for (int i = 0; i < OUTPUTS; i++)
      to[i] = y[output_state[i]];
  }
  void keep_hour(size_t person, int hour, const double *y) { hourly[person * days * 24 + hour] = y[W]; }
};

[[noreturn]] inline void fail(const std::string &why)
{
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

inline Task read_task(int argc, char **argv, const std::string &default_method)
{
  if (argc < 5)
    fail("usage: " + std::string(argv[0]) + " persons.csv OUT.bin days rtol [method] [hourly]");
  Task task;
  task.output = argv[2];
  task.days = std::atoi(argv[3]);
  task.rtol = std::atof(argv[4]);
  task.method = default_method;
  for (int i = 5; i < argc; i++) {
    if (std::string(argv[i]) == "hourly")
      task.with_hours = true;
    else
      task.method = argv[i];
  }
  if (task.days < 1 || !(task.rtol > 0))
    fail("days and rtol must be above zero");

  std::ifstream file(argv[1]);
  std::string line;
  if (!std::getline(file, line))
    fail("cannot read " + std::string(argv[1]));
  while (std::getline(file, line)) {
    double value[PARAMETERS];
    std::istringstream cells(line);
    std::string cell;
    int count = 0;
    while (count < PARAMETERS && std::getline(cells, cell, ','))
      value[count++] = std::atof(cell.c_str());
    if (count == 0)
      continue;
    if (count < PARAMETERS)
      fail("a person needs " + std::to_string(PARAMETERS) + " numbers: " + line);
    Person person;
    std::memcpy(&person, value, sizeof person);
    task.persons.push_back(person);
  }
  task.daily.resize(task.persons.size() * task.days * OUTPUTS);
  task.hourly.resize(task.with_hours ? task.persons.size() * task.days * 24 : 0);
  return task;
}

inline void write_result(const Task &task, const std::string &tool, double seconds, long long evaluations)
{
  std::ofstream file(task.output, std::ios::binary);
  file.write(reinterpret_cast<const char *>(task.daily.data()), task.daily.size() * sizeof(double));
  file.write(reinterpret_cast<const char *>(task.hourly.data()), task.hourly.size() * sizeof(double));
  if (!file.flush())
    fail("cannot write " + task.output);
  std::printf("{\"tool\":\"%s\",\"persons\":%zu,\"days\":%d,\"rtol\":%g,\"seconds\":%.6f,\"rhs\":%lld}\n", tool.c_str(), task.persons.size(), task.days,
              task.rtol, seconds, evaluations);
}

// Runs `solve_person` for every person and gives the seconds it took.
template <class Solve> double seconds_of(const Task &task, Solve solve_person)
{
  const auto start = std::chrono::steady_clock::now();
  for (size_t person = 0; person < task.persons.size(); person++)
    solve_person(person);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
