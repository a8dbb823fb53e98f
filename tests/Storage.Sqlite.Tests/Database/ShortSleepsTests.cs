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

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    private static extern int Sleep(int milliseconds);
}
