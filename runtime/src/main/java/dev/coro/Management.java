package dev.coro;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ObjectName;

/** Offers the {@link CoroutineDump} by JMX. */
final class Management {
  /** JMX takes tens of milliseconds to start: programs that end sooner do without. */
  private static final long DELAY_MILLIS = 1000;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Management() {}

  /** What tools see. */
  public interface DumpMXBean {
    /** See {@link CoroutineDump#toText}. */
    String getText();

    /** See {@link CoroutineDump#toJson}. */
    String getJson();
  }

  static void registerSoon() {
    if (BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(Management::registerLater, "coro-management");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void registerLater() {
    try {
      Thread.sleep(DELAY_MILLIS);
      register();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JMException | LinkageError e) {
      // Dumps are there by API all the same, also in an image without java.management.
      System.getLogger("dev.coro").log(Level.DEBUG, "[coro] no JMX: " + e);
    }
  }

  private static void register() throws JMException {
    DumpMXBean bean =
        new DumpMXBean() {
          @Override
          public String getText() {
            return CoroutineDump.take().toText();
          }

          @Override
          public String getJson() {
            return CoroutineDump.take().toJson();
          }
        };
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(
            new javax.management.StandardMBean(bean, DumpMXBean.class, true),
            new ObjectName("dev.coro:type=CoroutineDump"));
  }
}
