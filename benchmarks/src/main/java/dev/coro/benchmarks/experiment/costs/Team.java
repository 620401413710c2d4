package dev.coro.benchmarks.experiment.costs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Processes that do something whenever they are told to, all at once. */
final class Team implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private record Member(Process process, BufferedWriter in, BufferedReader out) {}

  private final List<Member> members = new ArrayList<>();
  private final Future<?> watch =
      CompletableFuture.runAsync(
          this::kill, CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS));

  private Team() {}

  /** Starts them, and waits until each has printed a line. */
  static Team start(List<List<String>> commands) throws IOException {
    Team team = new Team();
    try {
      for (List<String> command : commands) {
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        team.add(new Member(process, process.outputWriter(), process.inputReader()));
      }
      team.answers();
      return team;
    } catch (IOException e) {
      team.kill();
      team.close();
      throw e;
    }
  }

  private synchronized void add(Member member) {
    members.add(member);
  }

  private synchronized List<Member> members() {
    return List.copyOf(members);
  }

  /** Sends each an empty line; returns the line that each answers. */
  List<String> go() throws IOException {
    for (Member member : members()) {
      member.in().newLine();
      member.in().flush();
    }
    return answers();
  }

  private List<String> answers() throws IOException {
    List<String> answers = new ArrayList<>();
    for (Member member : members()) {
      String answer = member.out().readLine();
      if (answer == null) {
        throw new IOException("a process of a team has ended too early, or took too long");
      }
      answers.add(answer);
    }
    return answers;
  }

  private void kill() {
    members().forEach(member -> member.process().destroyForcibly());
  }

  /** Ends their input, and waits until they have ended. */
  @Override
  public void close() throws IOException {
    for (Member member : members()) {
      member.in().close();
      try {
        member.process().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        member.process().destroyForcibly();
      }
      member.out().close();
    }
    watch.cancel(false);
  }
}
