package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.living.ChildJvm.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that suspend, started without the agent. */
class AgentlessIT {
  @TempDir static Path classes;

  /** The scope cannot be closed, since that would suspend; the program must end all the same. */
  @Test
  void programWithAnOpenScopeEndsWithAnErrorThatNamesTheAgent() {
    Sources.compileResource("Agentless.java", classes);
    Result result = new ChildJvm().on(classes).run("Agentless");
    assertEquals(1, result.status(), result.err());
    assertTrue(result.err().contains("dev.coro.NotSuspendableException: [CO"), result.err());
    assertTrue(result.err().contains("-javaagent:coro.jar"), result.err());
  }
}
