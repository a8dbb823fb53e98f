using Sluice.Cli;
using Sluice.Cli.Verbs;
using Sluice.Definitions;
using Sluice.Docs.Tests.Blocks;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Recordings;
using LedRun = Sluice.Testing.Runs.FlowRun;

namespace Sluice.Docs.Tests.Language;

/// <summary>The week that docs/replay.md tells of is run, kept and replayed, and the page shows what is said of it.</summary>
public sealed class ReplayStoryTests
{
    private const string Page = "docs/replay.md";
    private const int Orders = 500;

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_the_page_shows_of_the_week_is_what_the_program_says()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("orders.yaml"), Flow("mended"));
        await using (var file = File.Create(folder.PathOf("week.jsonl")))
        {
            foreach (var part in Week())
            {
                await file.WriteAsync(RecordingLines.Of(part));
            }
        }

        foreach (var block in MarkdownBlocks.Of(Page).Where(block => block.Text.StartsWith("$ sluice replay", StringComparison.Ordinal)))
        {
            var line = block.Text.Split('\n')[0];
            using var said = new StringWriter { NewLine = "\n" };
            var arguments = line.Split(' ')[2..].Select(word => word.EndsWith(".yaml", StringComparison.Ordinal) || word.EndsWith(".jsonl", StringComparison.Ordinal) ? folder.PathOf(word) : word);
            var exitCode = await VerbTable.RunAsync([.. arguments], new Surroundings(said, said, () => Stream.Null, new Dictionary<string, string>()));

            var now = $"{line}\n{said.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal)}";
            if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
            {
                var page = Repository.PathOf(Page);
                await File.WriteAllTextAsync(page, (await File.ReadAllTextAsync(page)).Replace(block.Text, now, StringComparison.Ordinal));
            }
            else
            {
                Assert.Equal(block.Text, now);
            }

            Assert.Equal(1, exitCode);
        }
    }

    private static IEnumerable<RecordedPart> Week()
    {
        var text = Flow("week");
        var flow = FlowCompiler.Compile(text, "orders", ExecutionMode.Standard, Limits.Default).Flow!;
        yield return new RecordedPart.Definition(1, "orders", ExecutionMode.Standard, "", text);
        yield return new RecordedPart.Terms(1, "", 1, Limits: null);
        for (var order = Orders; order > 0; order--)
        {
            var run = Run(flow, order);
            yield return new RecordedPart.Execution(
                "orders", $"order-{order:D4}", new ExecutionId(order), 1, 1, "07", run.Events[0].Time, run.End!.Status);
            yield return new RecordedPart.Events(run.Events);
        }

        yield return new RecordedPart.End(Orders, 0, 0);
    }

    /// <summary>Every 29th card is declined, the depot is busy at every 61st order, and every 97th has no count.</summary>
    private static LedRun Run(Flow flow, int order)
    {
        var count = order % 97 == 0 ? "" : $",\"count\":{(order % 5) + 1}";
        var input = JsonPayload.FromStored(System.Text.Encoding.UTF8.GetBytes($"{{\"amount\":{order % 90 + 10}{count}}}"));
        var facts = new ExecutionFacts("orders", $"order-{order:D4}", input, "", Monday.AddMinutes(order * 20));
        var run = new LedRun(new(flow, facts, new DrawSeed(() => 7), Limits.Default, 0));
        run.Begin();
        Answer(run, order % 29 == 0 ? new StepFailure("HTTP.402", "declined") : Ok(order), 180);
        if (run.End is null)
        {
            Answer(run, order % 61 == 0 ? new StepFailure("HTTP.503", "busy") : Ok(order), 420);
        }

        return run;
    }

    private static void Answer(LedRun run, Outcome<JsonPayload> result, int milliseconds) =>
        run.Answer(run.Calls[0], result, run.Now.AddMilliseconds(milliseconds));

    private static Outcome<JsonPayload> Ok(int order) =>
        JsonPayload.Of(JsonObject.Of(("Code", JsonValue.Of(200)), ("Body", JsonObject.Of(("id", JsonValue.Of($"p-{order}"))))));

    private static string Flow(string name) =>
        MarkdownBlocks.Of(Page).Single(block => block.Kind == "yaml flow" && block.Find("name") == name).Text;

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-week-");

        public string Path => _folder.FullName;

        public string PathOf(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
