package dev.coro.benchmarks.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Addresses, and where pages have them. */
public final class Links {
  private Links() {}

  /** The addresses of a page's links, in their order. Takes long: not for a carrier. */
  static Set<URI> of(byte[] page, @Nullable String charset, URI base) {
    Document document;
    try {
      document = Jsoup.parse(new ByteArrayInputStream(page), charset, base.toString());
    } catch (IOException e) {
      return Set.of(); // A character set that nobody knows.
    }
    Set<URI> found = new LinkedHashSet<>();
    for (Element link : document.select("a[href], area[href], frame[src], iframe[src]")) {
      URI address = normalized(link.absUrl(link.hasAttr("href") ? "href" : "src"));
      if (address != null) {
        found.add(address);
      }
    }
    return found;
  }

  /** The form in which equal addresses are equal; null if it is none that can be fetched. */
  public static @Nullable URI normalized(String address) {
    try {
      URI uri = new URI(address.strip()).normalize();
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean fetched = scheme.equals("http") || scheme.equals("https");
      if (!fetched || uri.getHost() == null) {
        return null;
      }
      int usual = scheme.equals("http") ? 80 : 443;
      String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
