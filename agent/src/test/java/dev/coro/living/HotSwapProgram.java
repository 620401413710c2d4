package dev.coro.living;

import dev.coro.Continuation;
import dev.coro.SuspendableRunnable;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Redefines the class {@code Subject} while an activation of it is parked. Each argument is a
 * folder of one scenario, with the class files of the old version in {@code 1} and of the new one
 * in {@code 2}. Prints what happens, one line each.
 */
public final class HotSwapProgram {
  private static Path newVersion;
  private static ClassLoader loader;

  private HotSwapProgram() {}

  public static void main(String[] folders) throws Exception {
    for (String name : folders) {
      Path folder = Path.of(name);
      System.out.println("= " + folder.getFileName());
      newVersion = folder.resolve("2");
      loader = new VersionLoader(folder.resolve("1").toUri().toURL());
      Continuation parked = new Continuation(subject());
      step("parked", parked);
      redefine();
      finish("parked", parked);
      finish("new", new Continuation(subject()));
    }
  }

  /** Also called by subjects, to be redefined while they are on the stack. */
  public static void redefine() {
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (Path file : ChildJvm.classFiles(newVersion)) {
        String fileName = file.getFileName().toString();
        Class<?> type = Class.forName(fileName.substring(0, fileName.length() - 6), false, loader);
        definitions.add(new ClassDefinition(type, Files.readAllBytes(file)));
      }
      PublishingAgent.instrumentation()
          .redefineClasses(definitions.toArray(new ClassDefinition[0]));
      System.out.println("redefined");
    } catch (UnsupportedOperationException e) {
      System.out.println("not redefined");
    } catch (ReflectiveOperationException
        | IOException
        | java.lang.instrument.UnmodifiableClassException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SuspendableRunnable subject() throws ReflectiveOperationException {
    return (SuspendableRunnable) loader.loadClass("Subject").getDeclaredConstructor().newInstance();
  }

  private static void finish(String name, Continuation continuation) {
    while (step(name, continuation)) {}
  }

  private static boolean step(String name, Continuation continuation) {
    try {
      boolean suspended = !continuation.isDone() && continuation.resume();
      System.out.println(name + (suspended ? " suspended" : " ended"));
      return suspended;
    } catch (RuntimeException e) {
      System.out.println(name + " threw " + e.getMessage());
      return false;
    }
  }

  /** Sees {@code Subject} in its own folder only. */
  private static final class VersionLoader extends URLClassLoader {
    VersionLoader(URL folder) throws MalformedURLException {
      super(new URL[] {folder}, HotSwapProgram.class.getClassLoader());
    }
  }
}
