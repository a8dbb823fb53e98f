using System.Diagnostics;
using Sluice.Docs.Tests.Blocks;

namespace Sluice.Docs.Tests.Language;

/// <summary>What pages show of the program's verbs works when it is pasted, line by line.</summary>
public sealed class VerbBlockTests
{
    private static readonly IReadOnlyList<Block> Blocks = [.. MarkdownBlocks.All.Where(block => block.Kind == BlockKinds.Verbs)];

    public static TheoryData<string> Places => [.. Blocks.Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_lines_of_a_block_work_one_after_the_other(string place)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var directory = Directory.CreateTempSubdirectory("sluice-block-");
        await using var server = await StartedSluice.StartAsync();
        var program = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        var lines = Blocks.Single(block => block.Place == place).Text.Replace("./run ", $"dotnet '{program}' ", StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-euc", lines])
        {
            WorkingDirectory = directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SLUICE_ENDPOINT"] = server.Url },
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var said = await shell.StandardOutput.ReadToEndAsync() + await error;
        await shell.WaitForExitAsync();

        Assert.True(shell.ExitCode == 0, said);
        directory.Delete(recursive: true);
    }
}
