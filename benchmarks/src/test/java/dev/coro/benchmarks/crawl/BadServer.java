package dev.coro.benchmarks.crawl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each path in another wrong way, with a thread for each connection. */
final class BadServer implements AutoCloseable {
  private static final String PAGE = "<html><a href='/private/x'>x</a><a href='/fine'>y</a></html>";

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  BadServer() throws IOException {
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "bad-server");
    thread.setDaemon(true);
    thread.start();
  }

  String url(String path) {
    return "http://localhost:" + listener.getLocalPort() + path;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String path = line.split(" ", 3)[1];
        requests.add(path);
        while (!in.readLine().isEmpty()) {
          // The headers.
        }
        if (!answer(path, socket)) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone; so does this.
    }
  }

  /** Returns whether the connection stays open. */
  private static boolean answer(String path, Socket socket)
      throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    switch (path) {
      case "/robots.txt" -> whole(out, "text/plain", "User-agent: *\nDisallow: /private/\n");
      case "/slow" -> {
        Thread.sleep(200);
        whole(out, "text/html", PAGE);
      }
      case "/fine", "/fine2" -> {
        whole(out, "text/html", PAGE);
        // Says nothing of it, but closes.
        return !path.equals("/fine");
      }
      case "/short" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        return false;
      }
      case "/reset" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        socket.setSoLinger(true, 0);
        return false;
      }
      case "/endless" -> {
        send(out, "HTTP/1.1 200 OK\r\n\r\n");
        while (true) {
          send(out, "x".repeat(10_000));
        }
      }
      case "/drip" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (true) {
          Thread.sleep(20);
          send(out, "x");
        }
      }
      case "/silent" -> Thread.sleep(60_000);
      case "/garbage" -> {
        send(out, "this is no HTTP\r\n\r\n");
        return false;
      }
      case "/chunks" -> send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
      case "/continue" -> {
        send(out, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
        whole(out, "text/html", PAGE);
      }
      case "/nowhere" ->
          send(out, "HTTP/1.1 302 Found\r\nLocation: gopher://x\r\nContent-Length: 0\r\n\r\n");
      case "/circle" ->
          send(out, "HTTP/1.1 302 Found\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n");
      default -> {
        if (path.startsWith("/hop")) {
          int next = Integer.parseInt(path.substring(4)) + 1;
          send(
              out, "HTTP/1.1 301 Moved\r\nLocation: /hop" + next + "\r\nContent-Length: 0\r\n\r\n");
        } else {
          send(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }
      }
    }
    return true;
  }

  private static void whole(OutputStream out, String type, String body) throws IOException {
    send(
        out,
        "HTTP/1.1 200 OK\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
