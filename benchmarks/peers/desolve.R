#!/usr/bin/env Rscript
# R deSolve: lsoda with the compiled model beside this script. Doses are events of deSolve, which stops and restarts the solver at each.
suppressPackageStartupMessages(library(deSolve))

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
library_file <- file.path(dirname(normalizePath(script)), "desolve.so")
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 4) stop("usage: desolve persons.csv OUT.bin days rtol [method] [hourly]")
days <- as.integer(arguments[3])
rtol <- as.numeric(arguments[4])
hourly <- "hourly" %in% arguments[-(1:4)]
# The one method there is, named or not.
method <- c(setdiff(arguments[-(1:4)], "hourly"), "lsoda")[1]
if (method != "lsoda") stop("method is lsoda")

persons <- as.matrix(read.csv(arguments[1]))
dyn.load(library_file)

states <- c("AM", "C1", "C2", "H", "H2", "AH", "EM", "EH", "A0", "A1", "A2", "T", "W")
start <- setNames(numeric(length(states)), states)
dose_times <- as.vector(outer(c(7, 12, 17, 22), 24 * (seq_len(days) - 1), `+`))
output_times <- if (hourly) seq_len(24 * days) else 24 * seq_len(days)
# deSolve wants the times of events among the times of output.
times <- sort(unique(c(0, output_times, dose_times)))
daily_rows <- match(24 * seq_len(days), times)
hourly_rows <- match(seq_len(24 * days), times)
doses <- data.frame(var = "AM", time = dose_times, value = 0, method = "add")
daily <- array(0, c(6, days, nrow(persons)))
hours <- matrix(0, if (hourly) 24 * days else 0, nrow(persons))

solve_person <- function(person) {
  doses$value <- person[["nmolPerDose"]]
  atol <- .C("tolerances", as.double(person), rtol, atol = numeric(length(states)))$atol
  lsoda(start, times, "derivatives", person, rtol = rtol, atol = atol, dllname = "desolve", initfunc = "set_person",
        events = list(data = doses), maxsteps = 100000)
}
evaluations <- function() .C("count_evaluations", numeric(1))[[1]]

# R compiles a function when it is called for the second time: that belongs to the start, not to the solving.
for (i in 1:3) invisible(solve_person(persons[1, ]))
evaluations_before <- evaluations()

began <- Sys.time()
for (i in seq_len(nrow(persons))) {
  solved <- solve_person(persons[i, ])
  daily[, , i] <- t(solved[daily_rows, c("C1", "H", "A1", "A2", "W", "T")])
  if (hourly) hours[, i] <- solved[hourly_rows, "W"]
}
seconds <- as.numeric(Sys.time() - began, units = "secs")

file <- file(arguments[2], "wb")
writeBin(as.vector(daily), file)
if (hourly) writeBin(as.vector(hours), file)
close(file)
cat(sprintf('{"tool":"desolve-%s","persons":%d,"days":%d,"rtol":%g,"seconds":%.6f,"rhs":%.0f}\n',
            method, nrow(persons), days, rtol, seconds, evaluations() - evaluations_before))
