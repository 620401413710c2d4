package dev.coro.benchmarks.crawl;

import java.util.List;
import java.util.Map;

/**
 * What a crawl has found.
 *
 * @param start where it began
 * @param pages how many addresses were fetched or tried
 * @param bytes of all bodies
 * @param millis how long it took
 * @param statuses how many pages had which status
 * @param errors how many pages had which error
 * @param refused how many addresses {@code robots.txt} forbids
 * @param beyond how many were left out since they were beyond the limits of pages or depth
 * @param complete whether it came to its end; false if it was interrupted
 * @param results all pages, in the order in which they ended
 */
public record CrawlReport(
    String start,
    int pages,
    long bytes,
    long millis,
    Map<Integer, Integer> statuses,
    Map<String, Integer> errors,
    int refused,
    int beyond,
    boolean complete,
    List<PageResult> results) {}
