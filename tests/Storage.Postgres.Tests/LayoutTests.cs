using System.Runtime.CompilerServices;
using Sluice.Storage.Postgres.Layout;

namespace Sluice.Storage.Postgres.Tests;

/// <summary>Steps that have been released never change. SLUICE_UPDATE_GOLDEN=1 writes the file.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void The_tables_are_those_that_a_reviewer_has_seen()
    {
        var layout = string.Join("\n\n", Steps.All) + "\n";
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Golden(), layout);
        }

        Assert.Equal(File.ReadAllText(Golden()), layout);
    }

    private static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "layout.sql");
}
