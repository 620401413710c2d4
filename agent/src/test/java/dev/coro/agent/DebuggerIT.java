package dev.coro.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a debugger sees at breakpoints before and behind a resumption. */
final class DebuggerIT {
  private static final String NAME = "Debugged";
  private static final long TIMEOUT_MILLIS = 30_000;

  private static final String SOURCE =
      """
      import dev.coro.Continuation;
      import dev.coro.Suspendable;

      public class Debugged {
        private final String name;

        Debugged(String name) {
          this.name = name;
        }

        @Suspendable
        int count(int from, long unused) {
          int doubled = 2 * from;
          String text = name + doubled;               // 14
          Continuation.suspend();
          doubled++;                                  // 16
          for (int i = 0; i < 2; i++) {
            double half = i / 2.0;
            Continuation.suspend();
            doubled += text.length();                 // 20
          }
          doubled += name.length();                   // 22
          return doubled;
        }

        @Suspendable
        static void run() {
          int result = new Debugged("it").count(20, 7L);
          System.out.println(result);                 // 29
        }

        public static void main(String[] args) {
          Continuation c = new Continuation(() -> run());
          while (c.resume()) {}
        }
      }
      """;

  @TempDir Path folder;

  private final List<String> stops = new ArrayList<>();

  @Test
  void breakpointsShowLinesAndVariablesOfTheSource() throws Exception {
    compile();
    VirtualMachine machine = launch();
    try {
      debug(machine, List.of(14, 15, 16, 20, 22, 29));
    } finally {
      machine.process().destroyForcibly();
    }
    assertEquals(
        List.of(
            "count:14 this=it doubled=40 from=20 unused=7",
            "count:15 this=it doubled=40 from=20 text=it40 unused=7",
            "count:15",
            "count:16 $this=it doubled=40 text=it40",
            "count:20 $this=it doubled=41 i=0 text=it40",
            "count:20 $this=it doubled=45 i=1 text=it40",
            "count:22 $this=it doubled=49 text=it40",
            "run:29 result=51"),
        stops);
  }

  private void compile() throws IOException, URISyntaxException {
    Path source = Files.writeString(folder.resolve("Debugged.java"), SOURCE);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-g", "-proc:none", "-cp", jar(), source.toString());
    assertEquals(0, failed);
  }

  private static String jar() throws URISyntaxException {
    URL place = Premain.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(place.toURI()).toString();
  }

  private VirtualMachine launch() throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("home").setValue(System.getProperty("java.home"));
    arguments.get("options").setValue("\"-javaagent:" + jar() + "\" -cp \"" + folder + "\"");
    arguments.get("main").setValue(NAME);
    return connector.launch(arguments);
  }

  /** Runs the program to its end and notes what there is at every stop. */
  private void debug(VirtualMachine machine, List<Integer> lines) throws Exception {
    ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter(NAME);
    prepared.enable();
    try {
      while (true) {
        EventSet events = machine.eventQueue().remove(TIMEOUT_MILLIS);
        if (events == null) {
          throw new AssertionError("nothing happens any more; so far: " + stops);
        }
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent prepare) {
            setBreakpoints(prepare.referenceType(), lines);
          } else if (event instanceof BreakpointEvent breakpoint) {
            note(breakpoint.thread().frame(0));
          } else if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
            return;
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      throw new AssertionError("the program was lost after " + stops, e);
    }
  }

  /** As debuggers do: wherever code of the line begins, in the original and the resume body. */
  private static void setBreakpoints(ReferenceType type, List<Integer> lines)
      throws AbsentInformationException {
    for (int line : lines) {
      for (Location location : type.locationsOfLine(line)) {
        type.virtualMachine().eventRequestManager().createBreakpointRequest(location).enable();
      }
    }
  }

  private void note(StackFrame frame)
      throws AbsentInformationException, IncompatibleThreadStateException {
    Location location = frame.location();
    assertEquals("Debugged.java", location.sourceName());
    StringBuilder stop = new StringBuilder();
    stop.append(location.method().name()).append(':').append(location.lineNumber());
    Map<String, String> values = new TreeMap<>();
    if (frame.thisObject() != null) {
      stop.append(" this=").append(text(frame.thisObject()));
    }
    for (LocalVariable variable : frame.visibleVariables()) {
      values.put(variable.name(), text(frame.getValue(variable)));
    }
    values.forEach((name, value) -> stop.append(' ').append(name).append('=').append(value));
    stops.add(stop.toString());
  }

  private static String text(Value value) {
    if (value instanceof StringReference string) {
      return string.value();
    } else if (value instanceof ObjectReference object) {
      return text(object.getValue(object.referenceType().fieldByName("name")));
    }
    return String.valueOf(value);
  }
}
