package dev.coro.benchmarks.serve;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.coro.Suspendable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.ByteRange;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** What to answer: methods, conditions and ranges of HTTP (RFC 9110). For one carrier. */
final class Responder {
  /** Where the metrics are. */
  static final String METRICS = "/.coro/metrics";

  /** More ranges than that are an attack, and are answered with the whole file. */
  private static final int MOST_RANGES = 16;

  private static final String BOUNDARY = "coro-part-4f1c9a70e2";
  private static final Template LISTING = template();

  private final FileFinder files;
  private final ServerMetrics metrics;

  Responder(FileFinder files, ServerMetrics metrics) {
    this.files = files;
    this.metrics = metrics;
  }

  private static Template template() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Responder.class.getResourceAsStream("listing.mustache")),
            StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a request. Suspends if the disk has to be asked. */
  @Suspendable
  Response answer(Request request) {
    if (!request.method().equals("GET") && !request.isHead()) {
      return Response.error(405, "Only GET and HEAD are served.").with("Allow", "GET, HEAD");
    }
    HttpURI uri;
    String path;
    try {
      uri = HttpURI.from(request.target());
      path = uri.getCanonicalPath() == null ? null : URIUtil.decodePath(uri.getCanonicalPath());
    } catch (IllegalArgumentException e) {
      return Response.error(400, "The address cannot be understood.");
    }
    if (path == null || !path.startsWith("/") || uri.hasViolations() || path.indexOf(0) >= 0) {
      return Response.error(400, "The address cannot be understood, or has more than one meaning.");
    } else if (path.equals(METRICS)) {
      return new Response(200, Content.Bytes.of(metrics.text()))
          .with("Content-Type", "text/plain;version=0.0.4;charset=utf-8")
          .with("Cache-Control", "no-store");
    }
    return answer(request, uri, path);
  }

  @Suspendable
  private Response answer(Request request, HttpURI uri, String path) {
    Found found;
    try {
      found = files.find(path);
    } catch (IOException e) {
      metrics.diskErrors.increment();
      return Response.error(500, "The disk does not answer as it should.");
    }
    if (found instanceof Found.File file) {
      return file(request, file);
    } else if (found instanceof Found.Folder folder) {
      return listing(path, folder);
    } else if (found instanceof Found.Elsewhere) {
      String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
      // Slashes at the beginning would name another server.
      String there = "/" + uri.getCanonicalPath().replaceAll("^/+", "") + "/" + query;
      return Response.error(301, "It is at " + there).with("Location", there);
    }
    Found.Nothing nothing = (Found.Nothing) found;
    return Response.error(nothing.status(), nothing.explanation());
  }

  private static Response listing(String path, Found.Folder folder) {
    String page =
        LISTING.execute(
            Map.of("path", path, "entries", folder.entries(), "hasParent", !path.equals("/")));
    return new Response(200, Content.Bytes.of(page))
        .with("Content-Type", "text/html;charset=utf-8")
        .with("Cache-Control", "no-cache");
  }

  // ---- conditions (RFC 9110, section 13)

  private static Response file(Request request, Found.File file) {
    if (!isAsExpected(request, file)) {
      return Response.error(412, "It is another version.").with("ETag", file.etag());
    } else if (isKnown(request, file)) {
      return new Response(304, null)
          .with("ETag", file.etag())
          .with("Last-Modified", file.lastModified());
    }
    String range = request.header(HttpHeader.RANGE);
    if (range != null && !request.isHead() && isRangeWanted(request, file)) {
      Response part = part(request, file);
      if (part != null) {
        return part;
      }
    }
    return describe(new Response(200, content(file, 0, file.size())), file)
        .with("Content-Type", file.type());
  }

  private static Response describe(Response response, Found.File file) {
    return response
        .with("ETag", file.etag())
        .with("Last-Modified", file.lastModified())
        .with("Accept-Ranges", "bytes");
  }

  private static Content content(Found.File file, long from, long length) {
    ByteBuffer bytes = file.bytes();
    return bytes != null
        ? Content.Bytes.part(bytes, from, length)
        : new Content.FilePart(file.path(), from, length);
  }

  private static boolean isAsExpected(Request request, Found.File file) {
    HttpField match = request.fields().getField(HttpHeader.IF_MATCH);
    if (match != null) {
      return isAmong(match, file, false);
    }
    long date = HttpDates.parse(request.header(HttpHeader.IF_UNMODIFIED_SINCE));
    return date < 0 || file.modifiedMillis() / 1000 <= date / 1000;
  }

  private static boolean isKnown(Request request, Found.File file) {
    HttpField none = request.fields().getField(HttpHeader.IF_NONE_MATCH);
    if (none != null) {
      return isAmong(none, file, true);
    }
    long date = HttpDates.parse(request.header(HttpHeader.IF_MODIFIED_SINCE));
    return date >= 0 && file.modifiedMillis() / 1000 <= date / 1000;
  }

  /** Whether one of the versions is this one, strong or weak; {@code *} is any. */
  private static boolean isAmong(HttpField versions, Found.File file, boolean weakly) {
    for (String version : versions.getValueList(true)) {
      String strong = weakly && version.startsWith("W/") ? version.substring(2) : version;
      if (version.equals("*") || strong.equals(file.etag())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRangeWanted(Request request, Found.File file) {
    String condition = request.header(HttpHeader.IF_RANGE);
    return condition == null
        || condition.equals(file.etag())
        || condition.equals(file.lastModified());
  }

  // ---- ranges (RFC 9110, section 14)

  /** A part of the file; null if the whole is to be sent. */
  private static @Nullable Response part(Request request, Found.File file) {
    List<String> asked = request.fields().getValuesList(HttpHeader.RANGE);
    if (asked.size() != 1 || !asked.get(0).startsWith("bytes=")) {
      return null;
    }
    List<ByteRange> ranges = ByteRange.parse(asked, file.size());
    if (ranges.isEmpty()) {
      return Response.error(416, "It has " + file.size() + " bytes.")
          .with("Content-Range", ByteRange.toNonSatisfiableHeaderValue(file.size()));
    } else if (ranges.size() > MOST_RANGES) {
      return null;
    } else if (ranges.size() == 1) {
      ByteRange one = ranges.get(0);
      return describe(new Response(206, content(file, one.first(), one.getLength())), file)
          .with("Content-Type", file.type())
          .with("Content-Range", one.toHeaderValue(file.size()));
    }
    List<Content> contents = new ArrayList<>();
    for (ByteRange range : ranges) {
      contents.add(
          Content.Bytes.of(
              "\r\n--"
                  + BOUNDARY
                  + "\r\nContent-Type: "
                  + file.type()
                  + "\r\nContent-Range: "
                  + range.toHeaderValue(file.size())
                  + "\r\n\r\n"));
      contents.add(content(file, range.first(), range.getLength()));
    }
    contents.add(Content.Bytes.of("\r\n--" + BOUNDARY + "--\r\n"));
    return describe(new Response(206, new Content.Sequence(contents)), file)
        .with("Content-Type", "multipart/byteranges; boundary=" + BOUNDARY);
  }
}
