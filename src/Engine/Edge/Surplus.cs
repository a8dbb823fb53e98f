namespace Sluice.Engine.Edge;

/// <summary>Why new work is refused while there is too much, and the settings that say what is too much.</summary>
public static class Surplus
{
    public const string MailboxCapacity = "engine.mailboxCapacity";
    public const string MemoryBudget = "memory.budgetMegabytes";
    public const string UncommittedMilliseconds = "engine.uncommittedMilliseconds";
    public const string CommitLagMilliseconds = "engine.commitLagMilliseconds";

    internal const string Store = $"the store cannot keep up (setting {CommitLagMilliseconds})";

    internal static string Memory(long held, long most) =>
        $"executions and calls of the account take {held / 1024} KiB of memory, and as things stand it may have "
        + $"{most / 1024} KiB (setting {MemoryBudget})";

    internal static string Uncommitted(long held, long most) =>
        $"{held} bytes of the account wait to be stored, and as things stand it may have {most} "
        + $"(setting {UncommittedMilliseconds})";

    internal static string Waiting(long held, long most) =>
        $"{held} messages of the account wait for one shard, and as things stand it may have {most} "
        + $"(setting {MailboxCapacity})";
}
