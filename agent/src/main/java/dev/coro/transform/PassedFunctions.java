package dev.coro.transform;

import dev.coro.transform.scan.FunctionalCall;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the functional objects come from that a call is passed. */
final class PassedFunctions {
  private PassedFunctions() {}

  /**
   * The instructions that push the arguments of {@code call} that are functional interfaces; none
   * if the call cannot be reached, and the call itself if they are not known.
   */
  static List<AbstractInsnNode> of(String owner, MethodNode method, MethodInsnNode call) {
    Frame<SourceValue> frame;
    try {
      Analyzer<SourceValue> analyzer = new Analyzer<>(new SourceInterpreter());
      frame = analyzer.analyzeAndComputeMaxs(owner, method)[method.instructions.indexOf(call)];
    } catch (AnalyzerException e) {
      return List.of(call); // Nothing is known.
    }
    List<AbstractInsnNode> producers = new ArrayList<>();
    if (frame == null) {
      return producers;
    }
    Type[] parameters = Type.getArgumentTypes(call.desc);
    int first = frame.getStackSize() - parameters.length;
    for (int i = 0; i < parameters.length; i++) {
      if (FunctionalCall.isInterface(parameters[i].getInternalName())) {
        for (AbstractInsnNode producer : frame.getStack(first + i).insns) {
          // A null is an object that does nothing; who gets it says what it thinks of that.
          if (producer.getOpcode() != Opcodes.ACONST_NULL) {
            producers.add(producer);
          }
        }
      }
    }
    return producers;
  }
}
