package dev.coro.bridge;

import dev.coro.Suspendable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;

/** Bridge of {@link HttpClient}: another thread calls the original. */
public final class Http {
  private Http() {}

  /** {@link HttpClient#send}; cancellation stops the exchange, as an interrupt does. */
  @Suspendable
  public static HttpResponse<?> send(HttpClient client, HttpRequest request, BodyHandler<?> handler)
      throws IOException, InterruptedException {
    return Waits.isPlainOrInterrupted(client, "HttpClient.send(...)")
        ? client.send(request, handler)
        : Waits.THREADS.<HttpResponse<?>>submit(() -> client.send(request, handler));
  }
}
