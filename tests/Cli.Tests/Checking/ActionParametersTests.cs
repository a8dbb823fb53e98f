using System.Text.RegularExpressions;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Objects.Directories;
using Sluice.Targets;
using Sluice.Targets.Chat;
using Sluice.Targets.Events;
using Sluice.Targets.Events.Sinks;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;
using Sluice.Targets.Services;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Checking;

/// <summary>
/// Goal: what <c>check</c> knows of actions is what the targets do; neither room sees the other. Method: the served
/// actions are those of the targets, and the names of the parameters those in the code that reads them.
/// </summary>
public sealed partial class ActionParametersTests
{
    private static readonly string[] OfAllObjects = ["region", "versionId"];

    [Fact]
    public async Task The_actions_that_are_served_are_those_of_the_targets_and_of_the_engine()
    {
        var directory = Directory.CreateTempSubdirectory("sluice-actions-");
        using var sinks = new EventSinks(new());
        await using var targets = new TargetSet(
            new HttpTarget(new()),
            new FunctionTarget(new()),
            new ObjectTarget(DirectoryObjectStore.Open(directory.FullName, TimeProvider.System)),
            new MessageTarget(queues: null!, new()),
            new EventTarget(buses: null!, sinks, TimeProvider.System),
            new ChatTarget(new() { Url = new Uri("http://127.0.0.1:1/v1") }), new ServiceTarget(new()));

        Assert.Equal(
            targets.Actions.Append(TaskState.StartExecution).Order(),
            ActionParameters.All.Where(known => known.IsServed).Select(known => known.Action).Order());
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(HttpTarget.Request, "Targets.Http", "HttpCallReading.cs")]
    [InlineData(TaskState.InvokeFunction, "Targets.Functions", "FunctionCall.cs")]
    [InlineData(MessageTarget.SendMessage, "Targets.Messages", "MessageCall.cs")]
    [InlineData(EventTarget.PutEvents, "Targets.Events", "EventCall.cs")]
    [InlineData(ChatTarget.Chat, "Targets.Chat", "ChatCall.cs")]
    [InlineData(TaskState.StartExecution, "Engine", "SubFlows", "ChildCall.cs")]
    public void The_parameters_are_those_that_the_code_reads(string action, params string[] file) =>
        AssertReads(action, Names(file));

    [Theory]
    [InlineData(ObjectTarget.GetObject)]
    [InlineData(ObjectTarget.PutObject)]
    [InlineData(ObjectTarget.CopyObject)]
    [InlineData(ObjectTarget.DeleteObject)]
    [InlineData(ObjectTarget.ListObjects)]
    [InlineData(ObjectTarget.PutBucket)]
    public void The_parameters_of_objects_are_those_that_the_code_reads(string action)
    {
        string[] file = ["Targets.Objects", $"{action["OSS:".Length..]}.cs"];
        var text = File.ReadAllText(Repository.PathOf(["src", .. file]));
        string[] address = text.Contains("Address()", StringComparison.Ordinal) ? ["bucket", "key"]
            : text.Contains("Bucket()", StringComparison.Ordinal) ? ["bucket"]
            : [];

        AssertReads(action, [.. Names(file), .. address, .. OfAllObjects]);
    }

    private static void AssertReads(string action, IEnumerable<string> names)
    {
        var known = ActionParameters.Find(action)!;
        Assert.Equal(names.Distinct().Order(), known.Required.Concat(known.Optional).Order());
    }

    private static string[] Names(string[] file) =>
    [
        .. Reading().Matches(File.ReadAllText(Repository.PathOf(["src", .. file])))
            .Select(match => match.Groups["name"].Value),
    ];

    [GeneratedRegex(@"((parameters|given)\.(Get|Text|FindText|Flag|Number)\(|Read(Text|Map)\(parameters, )""(?<name>\w+)""")]
    private static partial Regex Reading();
}
