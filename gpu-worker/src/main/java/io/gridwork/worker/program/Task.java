package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;

/**
 * All that a device needs to know of a job.
 *
 * @param params the program's parameters in its own encoding, from the job's spec
 * @param input the job's input, already checked against its root
 */
public record Task(Program program, Bytes params, Bytes input) {}
