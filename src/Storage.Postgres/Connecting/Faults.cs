using System.Net.Sockets;
using Npgsql;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>What an error of PostgreSQL, or of the way to it, means.</summary>
/// <remarks>
/// An error that the server answered with rolled back all that its transaction held. After any other, nobody knows: the server
/// may have committed and the answer was lost. States: PostgreSQL's manual, appendix A.
/// </remarks>
internal static class Faults
{
    /// <summary>Raised by the layout's own functions: an epoch is outdated, and a batch contradicts what is stored.</summary>
    public const string Fenced = "SL001";
    public const string Conflict = "SL002";

    private const string CannotNow = "PostgreSQL cannot be used now";

    /// <summary>Whether the connection is gone, or nothing has been heard on it: what was under way may have happened.</summary>
    public static bool IsLost(Exception problem) => problem switch
    {
        PostgresException server => server.InvariantSeverity is "FATAL" or "PANIC" || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        ObjectDisposedException or InvalidOperationException => false,
        _ => false,
    };

    /// <summary>Whether a batch is at fault.</summary>
    public static bool IsConflict(PostgresException problem) =>
        problem.SqlState is Conflict or PostgresErrorCodes.UniqueViolation;

    /// <summary>What the caller of a read, or of a write that certainly did not happen, is told.</summary>
    public static Exception Translate(Exception problem) => problem switch
    {
        PostgresException server when IsConflict(server) => new BatchConflictException(Conflicting(server)),
        PostgresException server => Translate(server),
        NpgsqlException or SocketException or IOException or TimeoutException =>
            new StoreRefusedException($"{CannotNow}: {Innermost(problem)}", problem),
        _ => problem,
    };

    /// <summary>What went wrong, in the words of whoever knows best; never with a password.</summary>
    public static string Innermost(Exception problem)
    {
        var cause = problem;
        while (cause is not PostgresException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var text = cause is PostgresException server ? server.MessageText : cause.Message;
        return text.EndsWith('.') ? text : text + ".";
    }

    private static Exception Translate(PostgresException problem) => problem.SqlState[..2] switch
    {
        // Data corrupted, an index that is not what it should be.
        "XX" => new StoreDamagedException("What was asked of PostgreSQL", problem.MessageText, problem),

        // Undefined tables, missing rights, text that is no statement: nothing that waiting would heal.
        "42" or "3F" => new StoreFailedException(
            $"The tables in PostgreSQL are not as this release left them: {problem.MessageText}.", problem),
        _ => new StoreRefusedException($"{CannotNow}: {problem.MessageText}.", problem),
    };

    private static string Conflicting(PostgresException problem) => problem.SqlState == Conflict
        ? problem.MessageText
        : $"A number or name is stored already ({problem.ConstraintName}).";
}
