package dev.coro.benchmarks.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Date;

/** The same servers with Netty, with one event loop, written as Netty's own examples are. */
@SuppressWarnings({"FutureReturnValueIgnored", "JavaUtilDate"}) // what Netty's handlers are like
final class NettyServers {
  private NettyServers() {}

  static int startEcho() throws InterruptedException {
    return start(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(new Echo());
          }
        });
  }

  static int startFiles(Path folder) throws InterruptedException {
    return start(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(65_536))
                .addLast(new Files(folder));
          }
        });
  }

  private static int start(ChannelInitializer<SocketChannel> initializer)
      throws InterruptedException {
    NioEventLoopGroup loop = new NioEventLoopGroup(1);
    Channel listener =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.write(message, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /** Opens the file for each request and has the system send it. */
  private static final class Files extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Path folder;

    Files(Path folder) {
      this.folder = folder;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
        throws IOException {
      Path path = folder.resolve(request.uri().substring(1)).normalize();
      if (!path.startsWith(folder) || !java.nio.file.Files.isRegularFile(path)) {
        HttpResponse missing =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
        context.writeAndFlush(missing).addListener(ChannelFutureListener.CLOSE);
        return;
      }
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      long length = file.length();
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      HttpUtil.setContentLength(response, length);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html;charset=utf-8");
      response.headers().set(HttpHeaderNames.DATE, new Date());
      response.headers().set(HttpHeaderNames.LAST_MODIFIED, new Date(path.toFile().lastModified()));
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      context.write(response);
      context.write(new DefaultFileRegion(file.getChannel(), 0, length));
      var last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      if (!keepAlive) {
        last.addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
