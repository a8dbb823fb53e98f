using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

/// <summary>An account has so many flows, versions, aliases and schedules, and what another has does not count.</summary>
public sealed class AccountQuotaTests
{
    private static readonly AccountId Other = AccountId.Parse("Account", "2000000000000002");

    private readonly World _world = new(1, options: new EngineOptions
    {
        Limits = new() { Flows = 3, AccountVersions = 2, AccountAliases = 2, AccountSchedules = 2 },
    });

    public AccountQuotaTests()
    {
        foreach (var account in new[] { AccountId.Default, Other })
        {
            Await(engine => Create(engine, account, "a"));
            Await(engine => Create(engine, account, "b"));
            Await(engine => engine.Versions.PublishAsync(account, Flow("a"), null, default));
        }
    }

    [Theory]
    [InlineData("flow", 1, "limits.flows")]
    [InlineData("version", 1, "limits.accountVersions")]
    [InlineData("alias", 2, "limits.accountAliases")]
    [InlineData("schedule", 2, "limits.accountSchedules")]
    public void One_more_than_it_may_have_is_refused_with_the_setting_to_raise(string what, int left, string setting)
    {
        for (var i = 0; i < left; i++)
        {
            // In one flow or in another: they count together.
            Await(engine => MakeAsync(engine, what, i % 2 == 0 || what == "alias" ? "a" : "b", i));
        }

        var refusal = Assert.Throws<ApiException>(() => Await(engine => MakeAsync(engine, what, "a", 9)));

        Assert.Equal("ResourceThrottled", refusal.Code);
        Assert.Contains($"(setting {setting})", refusal.Message, StringComparison.Ordinal);
        Await(engine => engine.Versions.PublishAsync(Other, Flow("b"), null, default));
        Await(engine => Create(engine, Other, "c"));
    }

    [Fact]
    public void Who_has_stored_as_much_as_it_may_begins_nothing_new_and_others_go_on()
    {
        var world = new World(1, options: new EngineOptions { Limits = new() { AccountMegabytes = 1 } });
        world.CreateFlow("f", Flows.Pass);
        world.Await(engine => Create(engine, Other, "f"));
        var large = $$"""{"x":"{{new string('x', 60_000)}}"}""";
        ApiException? refusal = null;
        var begun = 0;
        while (refusal is null && begun < 40)
        {
            refusal = (ApiException?)Record.Exception(() => world.Start("f", $"run{begun}", large));
            begun += refusal is null ? 1 : 0;
            world.Time.Advance(TimeSpan.FromSeconds(2));
            world.RunToRest();
        }

        // Each has its input, and the same in four events.
        Assert.InRange(begun, 3, 20);
        Assert.NotNull(refusal);
        Assert.Equal("ResourceThrottled", refusal.Code);
        Assert.Contains("(setting limits.accountMegabytes)", refusal.Message, StringComparison.Ordinal);
        world.Await(engine => engine.Executions.StartAsync(Other, new NewExecution(Flow("f"), name: null, input: null), default));
    }

    [Fact]
    public void Where_nothing_new_may_begin_what_runs_comes_to_its_end_and_a_start_that_is_repeated_is_answered()
    {
        var world = new World(1);
        world.CreateFlow("pause", Flows.ShortPause);
        world.CreateFlow("express", Flows.Pass, ExecutionMode.Express);
        var begun = world.Start("pause", "first");
        world.WhyNothingBegins = "there is no room (setting some.setting)";

        foreach (var refusal in new[]
        {
            Assert.Throws<ApiException>(() => world.Start("pause", "second")),
            Assert.Throws<ApiException>(() => world.Await(_ => world.Run("express", "third"))),
        })
        {
            Assert.Equal("ResourceThrottled", refusal.Code);
            Assert.Contains(world.WhyNothingBegins, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(begun.Started, world.Start("pause", "first").Started);
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.RunToRest();
        Assert.Equal(ExecutionStatus.Succeeded, world.Describe("pause", "first").Status);
    }

    private static Task MakeAsync(SluiceEngine engine, string what, string flow, int n) => what switch
    {
        "flow" => Create(engine, AccountId.Default, $"more{n}"),
        "version" => engine.Versions.PublishAsync(AccountId.Default, Flow(flow), null, default),
        "alias" => engine.Aliases.CreateAsync(
            AccountId.Default,
            new NewAlias(Flow(flow), AliasName.Lookup($"x{n}"), new AliasRouting(new AliasRoute(1, 100), null), ""),
            default),
        _ => engine.Schedules.CreateAsync(
            AccountId.Default, new NewSchedule(Flow(flow), ScheduleName.Lookup($"s{n}"), "@every 1h"), default),
    };

    private static Task<FlowView> Create(SluiceEngine engine, AccountId account, string name) =>
        engine.Flows.CreateAsync(account, new NewFlow(Flow(name), Flows.Pass), default);

    private static FlowName Flow(string name) => FlowName.Lookup(name);

    private void Await(Func<SluiceEngine, Task> call) => _world.Await(async engine =>
    {
        await call(engine);
        return true;
    });
}
