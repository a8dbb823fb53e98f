using System.Runtime.InteropServices;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests.Database;

public sealed class ShortSleepsTests
{
    /// <remarks>Left to itself the bundled library sleeps a whole second, and says so: 1 000.</remarks>
    [Fact]
    public void A_sleep_of_a_millisecond_takes_no_second()
    {
        using var connection = Connection.Open(":memory:", Access.Create);

        Assert.Equal(1, Sleep(1));
    }

    /// <remarks>Left to itself the bundled library would not wait at all, since it could only wait a whole second.</remarks>
    [Fact]
    public void Less_than_a_second_is_enough_to_wait_for_a_lock()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "database");
        using var holder = Connection.Open(path, Access.Create);
        using var other = Connection.Open(path, Access.Write);
        other.BusyTimeout = TimeSpan.FromMilliseconds(900);
        holder.Execute("BEGIN IMMEDIATE");

        Exception? problem = null;
        var waiting = new Thread(() => problem = Record.Exception(() => other.Execute("BEGIN IMMEDIATE; COMMIT")));
        waiting.Start();
        SpinWait.SpinUntil(() => (waiting.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) != 0);
        holder.Execute("COMMIT");
        waiting.Join();

        Assert.Null(problem);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    private static extern int Sleep(int milliseconds);
}
