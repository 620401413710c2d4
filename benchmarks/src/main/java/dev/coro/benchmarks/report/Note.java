package dev.coro.benchmarks.report;

/**
 * A sentence below the table.
 *
 * @param subject the models and the metric it is about
 * @param text the sentence
 */
record Note(String subject, String text) {}
