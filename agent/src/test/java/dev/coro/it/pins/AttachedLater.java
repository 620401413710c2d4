package dev.coro.it.pins;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;

/** Program that runs without an agent first, then attaches one to itself. */
public final class AttachedLater {
  private AttachedLater() {}

  /**
   * Loads classes, attaches the agent and goes on.
   *
   * @param args the agent's jar, its options, then names of classes to initialise before
   */
  public static void main(String[] args) throws Exception {
    for (String name : Arrays.asList(args).subList(2, args.length)) {
      Class.forName(name);
    }
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    try {
      jvm.loadAgent(args[0], args[1]);
    } catch (com.sun.tools.attach.AgentInitializationException expected) {
      System.out.println("attach\trefused");
      return;
    } finally {
      jvm.detach();
    }
    boolean all = Arrays.asList(args).contains("dev.coro.it.pins.Early");
    EarlyCases.main(all ? new String[0] : new String[] {"reflection only"});
  }
}
