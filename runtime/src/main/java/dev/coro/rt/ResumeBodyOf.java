package dev.coro.rt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Put on every resume body by the transform: whose it is, and what its states mean. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ResumeBodyOf {
  /** Descriptor of the method; its name is that of the resume body. */
  String descriptor();

  /** Stamp of this version of the method, whose low half is {@link SavedFrame#stamp}. */
  int stamp();

  /** Line of each suspension point in the order of their states, one char each; 0 if unknown. */
  String lines();

  /** Name of the method called at each suspension point, in the order of their states. */
  String[] callees();

  /** Source file of the class, as its class file names it; empty if unknown. */
  String file() default "";
}
