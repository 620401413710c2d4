package dev.coro.transform.emit;

import java.util.AbstractMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/**
 * New labels for the copy of a method, in the form in which instructions are cloned. They are found
 * by the index of the label: a hash map would give every label an identity hash code, which costs
 * more than the copy. The list must not change meanwhile.
 */
final class LabelCopies extends AbstractMap<LabelNode, LabelNode> {
  private final InsnList source;
  private final @Nullable LabelNode[] copies;

  LabelCopies(InsnList source) {
    this.source = source;
    this.copies = new LabelNode[source.size()];
    for (AbstractInsnNode insn = source.getFirst(); insn != null; insn = insn.getNext()) {
      if (insn instanceof LabelNode) {
        copies[source.indexOf(insn)] = new LabelNode();
      }
    }
  }

  @Override
  public @Nullable LabelNode get(@Nullable Object label) {
    return label instanceof LabelNode node ? copies[source.indexOf(node)] : null;
  }

  @Override
  public Set<Entry<LabelNode, LabelNode>> entrySet() {
    throw new UnsupportedOperationException("only asked for single labels");
  }
}
