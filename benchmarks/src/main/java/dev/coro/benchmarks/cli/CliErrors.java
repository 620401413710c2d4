package dev.coro.benchmarks.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors in the project's form and turns them into exit statuses. */
final class CliErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(
            "["
                + CliCode.USAGE.id()
                + "] Wrong usage, in "
                + name
                + ": "
                + reason(e)
                + ". "
                + remedy(e)
                + "Run "
                + name
                + " --help to see what it takes.");
    command.getErr().flush();
    return CliCode.USAGE.exitStatus();
  }

  private static String reason(ParameterException e) {
    String message = String.valueOf(e.getMessage()).strip();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static String remedy(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty() ? "" : "Did you mean " + suggestions.get(0) + "? ";
    }
    return "";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result)
      throws Exception {
    if (e instanceof CliException failure) {
      command.getErr().println(failure.getMessage());
      command.getErr().flush();
      return failure.code().exitStatus();
    }
    throw e;
  }
}
