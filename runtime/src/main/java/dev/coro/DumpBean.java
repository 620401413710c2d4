package dev.coro;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The {@link CoroutineDump} as a bean of JMX. No other class names that module. */
final class DumpBean {
  private DumpBean() {}

  /** What tools see. */
  public interface DumpMXBean {
    /** See {@link CoroutineDump#toText}. */
    String getText();

    /** See {@link CoroutineDump#toJson}. */
    String getJson();
  }

  static void register() throws JMException {
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
            new StandardMBean(bean, DumpMXBean.class, true),
            new ObjectName("dev.coro:type=CoroutineDump"));
  }
}
