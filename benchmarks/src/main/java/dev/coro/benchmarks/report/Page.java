package dev.coro.benchmarks.report;

import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;

/** Puts pages together that load nothing: style, script and the plotting library are in them. */
final class Page {
  /** From the chart.js dependency of this module; the version is that of the pom. */
  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

  private static final String FOLDER = "/dev/coro/benchmarks/report/";

  private Page() {}

  /**
   * Fills a page in.
   *
   * @param template name of the resource
   * @param context what the template names
   * @param data JSON for the script
   */
  static String format(String template, Map<String, Object> context, String data) {
    Map<String, Object> all = new HashMap<>(context);
    all.put("style", Resource.text(FOLDER + "page.css"));
    all.put("script", Resource.text(FOLDER + "page.js"));
    all.put("chartJs", chartJs());
    all.put("data", insideScript(data));
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(Resource.text(FOLDER + name + ".mustache")))
        .compile(Resource.text(FOLDER + template))
        .execute(all);
  }

  private static String chartJs() {
    // The page is one file: a link to a source map beside it would lead nowhere.
    return Resource.text(CHART_JS).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  /** JSON may hold the end tag of a script inside a string; this writes the same JSON without. */
  private static String insideScript(String json) {
    return json.replace("<", "\\u003c");
  }
}
