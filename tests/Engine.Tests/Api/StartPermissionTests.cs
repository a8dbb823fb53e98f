using Sluice.Engine.Api;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>Flows that may not start what they would: whoever knows is asked, with who defined the revision.</summary>
public sealed class StartPermissionTests
{
    private const string Kid = """{"kid":"kid"}""";
    private const string Role = "acs:ram::1000000000000000:role/runner";

    private readonly World _world = new(seed: 1);
    private readonly List<WantedStart> _asked = [];

    public StartPermissionTests() => _world.MayStart = start =>
    {
        _asked.Add(start);
        return start.FlowName == "secret" ? "no, says the test" : null;
    };

    [Theory]
    [InlineData("RequestComplete")]
    [InlineData("WaitForSystemCallback")]
    [InlineData("WaitForCustomCallback")]
    public void A_start_that_is_refused_fails_the_step_in_every_mode(string mode)
    {
        _world.CreateFlow("secret", Flows.Pass);
        Create("parent", Parent("secret", mode));

        _world.Start("parent", "run", Kid);
        _world.RunToRest();

        var row = _world.Describe("parent", "run");
        Assert.Equal(
            (ExecutionStatus.Failed, "FnF.AccessDenied", "no, says the test"), (row.Status, row.Error, row.Cause));
        Assert.Throws<ApiException>(() => _world.Describe("secret", "kid"));
    }

    [Fact]
    public void The_classic_language_has_its_own_word_for_it()
    {
        Create("parent", """
            version: v1
            type: flow
            steps:
              - { type: task, name: call, resourceArn: "acs:fnf:::flow/secret", pattern: sync, serviceParams: { Input: {} } }
            """);

        _world.Start("parent", "run", Kid);
        _world.RunToRest();

        Assert.Equal("fnf.AccessDenied", _world.Describe("parent", "run").Error);
    }

    [Fact]
    public void An_express_flow_is_refused_alike()
    {
        Create("parent", Parent("secret", "RequestComplete"), ExecutionMode.Express);

        Assert.Equal("FnF.AccessDenied", RunExpress("parent").Error);
        Assert.Equal(("ada", Role), (_asked[0].Definer, _asked[0].RoleArn));
    }

    [Fact]
    public void Whether_there_is_such_a_flow_is_not_told_to_who_may_not_start_it()
    {
        Create("parent", Parent("secret", "RequestComplete"));

        _world.Start("parent", "run", Kid);
        _world.RunToRest();

        Assert.Equal("FnF.AccessDenied", _world.Describe("parent", "run").Error);
    }

    [Fact]
    public void The_revision_that_runs_says_who_defined_it()
    {
        _world.CreateFlow("child", Flows.Pass);
        Create("parent", Parent("child", "RequestComplete"));
        Run("first");
        Update(new FlowUpdate(FlowName.Lookup("parent")) { Environment = """{"Variables":[]}""", Definer = "bob" });
        Run("second");
        Update(new FlowUpdate(FlowName.Lookup("parent")) { Description = "no new revision", Definer = "eve" });
        Run("third");

        Assert.Equal(["ada", "bob", "bob"], _asked.Select(start => start.Definer));
        Assert.All(_asked, start => Assert.Equal(
            (AccountId.Default, Role, "child", "kid"),
            (start.Account, start.RoleArn, start.FlowName, start.ExecutionName[..3])));

        void Run(string name)
        {
            _world.Start("parent", name, $$"""{"kid":"kid-{{name}}"}""");
            _world.RunToRest();
        }
    }

    // Goal: nobody waits for ever, and nothing is half refused. Method: permission is there only after a crash, which comes
    // with every commit in turn, before it is written and after.
    [Fact]
    public void Whenever_it_crashes_a_start_is_either_refused_or_made()
    {
        var ends = new HashSet<string>();
        foreach (var fate in new[] { CommitFate.WrittenThenCrash, CommitFate.CrashBefore })
        {
            for (var at = fate == CommitFate.CrashBefore ? 2 : 1; at <= 4; at++)
            {
                ends.Add(Tell(fate, at));
            }
        }

        Assert.Equal(["Failed FnF.AccessDenied False", "Succeeded  True"], ends.Order(StringComparer.Ordinal));
    }

    private static string Tell(CommitFate fate, int at)
    {
        var (commits, isReady) = (0, false);
        var world = new World(seed: 2, _ => isReady && ++commits == at ? fate : CommitFate.Written);
        world.CreateFlow("secret", Flows.Pass);
        world.CreateFlow("parent", Parent("secret", "RequestComplete"));
        world.MayStart = _ => world.Crashes == 0 ? "no, says the test" : null;
        isReady = true;
        try
        {
            world.Start("parent", "run", Kid);
        }
        catch (PowerFailedException)
        {
            // The caller does not know, and the store does.
        }

        world.RunToRest();
        var row = world.Describe("parent", "run");
        var children = world.Await(engine => engine.Executions.ListAsync(
            AccountId.Default, new(FlowName.Lookup("secret"), Limit: 10), CancellationToken.None));
        return $"{row.Status} {row.Error} {children.Items.Count == 1}";
    }

    private ExecutionView RunExpress(string flow)
    {
        var run = _world.Run(flow, input: Kid);
        _world.RunUntil(() => run.IsCompleted);
        return run.GetAwaiter().GetResult();
    }

    private void Create(string name, string definition, ExecutionMode mode = ExecutionMode.Standard) =>
        _world.Await(engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Parse("Name", name), definition) { Mode = mode, Definer = "ada", RoleArn = Role },
            CancellationToken.None));

    private void Update(FlowUpdate update) =>
        _world.Await(engine => engine.Flows.UpdateAsync(AccountId.Default, update, CancellationToken.None));

    private static string Parent(string child, string mode) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: FNF:StartExecution
            TaskMode: {{mode}}
            Parameters: { resourceArn: 'acs:fnf:::flow/{{child}}', executionName.$: $Input.kid }
            End: true
        """;
}
