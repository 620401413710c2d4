package dev.coro.transform.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** Tells people about a program that failed. */
final class Report {
  private Report() {}

  static String of(Program program, Failure failure) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println("Seed " + program.seed() + " fails: " + failure.sort());
    out.println(failure.detail());
    out.println(
        "Shrunk to " + program.size() + " nodes, class file version " + (program.version() & 0xFF));
    for (ClassNode type : ProgramCode.trees(program)) {
      for (MethodNode method : type.methods) {
        boolean same =
            List.of("<init>", "call", ProgramCode.RESET).contains(method.name)
                || method.instructions.size() == 0;
        if (!same) {
          out.println(type.name + "." + method.name + method.desc);
          Textifier listing = new Textifier();
          method.accept(new TraceMethodVisitor(listing));
          listing.print(out);
        }
      }
    }
    out.println("Replay: " + command(program.seed()));
    return text.toString();
  }

  /** The command that runs the program again. */
  static String command(long seed) {
    return "mvn -B -pl runtime,agent test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dcoro.fuzz.program="
        + seed;
  }
}
