using System.Runtime.InteropServices;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests.Database;

public sealed class ConnectionTests
{
    /// <remarks>
    /// A library built without <c>usleep</c> sleeps a whole second where it means some microseconds, says 1 000 here, and
    /// does not wait at all for a lock when it may wait for less than a second.
    /// </remarks>
    [Fact]
    public void The_library_can_sleep_for_a_millisecond()
    {
        using var connection = Connection.Open(":memory:", Access.Create);

        Assert.Equal(1, Sleep(1));
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    private static extern int Sleep(int milliseconds);
}
