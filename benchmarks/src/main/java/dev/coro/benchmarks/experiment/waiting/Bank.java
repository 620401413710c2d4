package dev.coro.benchmarks.experiment.waiting;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Accounts in a database, and a pool of connections to it. All of it blocks. */
final class Bank implements AutoCloseable {
  private static final int ACCOUNTS = 1000;
  private static final long BALANCE = 1_000_000;

  private final List<Connection> connections = new ArrayList<>();
  private final BlockingQueue<Connection> pool;

  private Bank(int size) {
    pool = new ArrayBlockingQueue<>(size, true);
  }

  /** Makes the accounts anew. */
  static Bank open(String address, int size) throws SQLException {
    Bank bank = new Bank(size);
    for (int i = 0; i < size; i++) {
      Connection connection = DriverManager.getConnection(address);
      bank.connections.add(connection);
      bank.pool.add(connection);
    }
    bank.createAccounts();
    return bank;
  }

  private void createAccounts() throws SQLException {
    Connection connection = connections.get(0);
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists coro_account");
      statement.execute(
          "create table coro_account"
              + " (id int primary key, balance bigint not null, transfers bigint not null)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into coro_account values (?, ?, 0)")) {
      for (int i = 0; i < ACCOUNTS; i++) {
        insert.setInt(1, i);
        insert.setLong(2, BALANCE);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    for (Connection one : connections) {
      one.setAutoCommit(false);
    }
  }

  /** Moves money between two accounts, in one transaction: four statements and a commit. */
  void transfer(SplittableRandom random) throws SQLException, InterruptedException {
    // In the order of their numbers, so that no two transactions wait for each other.
    int lower = random.nextInt(ACCOUNTS - 1);
    int upper = random.nextInt(lower + 1, ACCOUNTS);
    long amount = random.nextInt(100);
    Connection connection = pool.take();
    try {
      long ofLower = balance(connection, lower);
      long ofUpper = balance(connection, upper);
      setBalance(connection, lower, ofLower - amount);
      setBalance(connection, upper, ofUpper + amount);
      connection.commit();
    } finally {
      pool.add(connection);
    }
  }

  private static long balance(Connection connection, int id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select balance from coro_account where id = ? for update")) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void setBalance(Connection connection, int id, long balance) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update coro_account set balance = ?, transfers = transfers + 1 where id = ?")) {
      update.setLong(1, balance);
      update.setInt(2, id);
      update.executeUpdate();
    }
  }

  /** Checks that so many transfers were made since the accounts are there, and no money is lost. */
  void check(long transfers) throws SQLException, InterruptedException {
    Connection connection = pool.take();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select sum(balance), sum(transfers) from coro_account")) {
      row.next();
      if (row.getLong(1) != ACCOUNTS * BALANCE || row.getLong(2) != 2 * transfers) {
        throw new IllegalStateException(
            "the balances are " + row.getLong(1) + " after " + row.getLong(2) / 2 + " transfers");
      }
    } finally {
      connection.commit();
      pool.add(connection);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
