using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Api;

public sealed class VersionServiceTests
{
    private readonly World _world = new(seed: 1);

    private static CancellationToken None => CancellationToken.None;

    private static FlowName Name => FlowName.Lookup("f");

    [Fact]
    public void A_version_keeps_what_the_working_copy_was()
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish("one");
        Update(new FlowUpdate(Name) { Definition = Flows.Pause, RoleArn = "acs:ram::1:role/r", Description = "now" });
        Publish(null);

        var first = Get("1");
        Assert.Equal((Flows.Pass, "", "one"), (first.Definition, first.RoleArn, first.Description));
        var second = Get("2");
        Assert.Equal(
            (Flows.Pause, "acs:ram::1:role/r", "now"),
            (second.Definition, second.RoleArn, second.Description));
        Assert.Equal(Flows.Pause, Get(null).Definition);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public void What_is_no_version_does_not_exist(string number)
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);

        Assert.Equal("FlowVersionNotExists", Refusal(() => Get(number)));
        Assert.Equal("FlowVersionNotExists", Refusal(() => Delete(number)));
    }

    [Fact]
    public void A_version_in_use_names_the_alias_that_holds_it()
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);
        CreateAlias("live", new(1, 100));

        var refusal = Assert.Throws<ApiException>(() => Delete("1"));
        Assert.Equal("FlowVersionInUse", refusal.Code);
        Assert.Contains("'live'", refusal.Message, StringComparison.Ordinal);
        DeleteAlias("live");
        Delete("1");
        Assert.Equal("FlowVersionNotExists", Refusal(() => Get("1")));
        Assert.Equal(2, Publish(null).Number);
    }

    [Fact]
    public void A_start_through_an_alias_follows_its_changes_and_is_recorded()
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);
        Update(new FlowUpdate(Name) { Definition = Flows.ShortPause });
        Publish(null);
        CreateAlias("live", new(1, 100));
        Assert.Equal(Flows.Pass, Start("live").Definition);

        _world.Await(engine => engine.Aliases.UpdateAsync(
            AccountId.Default,
            new AliasUpdate(Name, AliasName.Lookup("live"), new(new(2, 100), null), null),
            None));
        var second = Start("live");
        Assert.Equal(Flows.ShortPause, second.Definition);
        Assert.Equal("live", second.Qualifier);
        Assert.Equal("live", _world.Describe("f", second.Name).Qualifier);

        DeleteAlias("live");
        Assert.Equal("FlowAliasNotExists", Refusal(() => Start("live")));
        Assert.Null(Start(null).Qualifier);
    }

    [Fact]
    public void An_execution_ends_with_its_version_after_that_is_deleted()
    {
        _world.CreateFlow("f", Flows.ShortPause);
        Publish(null);
        var run = Start("1");
        Delete("1");
        _world.Crash();
        _world.RunToRest();

        Assert.Equal(ExecutionStatus.Succeeded, _world.Describe("f", run.Name).Status);
    }

    // Goal: starts go by weight. Method: 400 seeded draws at 20 to 80; the odds of leaving the bounds are below 1e-6.
    [Fact]
    public void Two_versions_share_the_starts_by_weight()
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);
        Update(new FlowUpdate(Name) { Definition = Flows.Pass + "\n# second\n" });
        Publish(null);
        CreateAlias("both", new(1, 20), new AliasRoute(2, 80));
        CreateAlias("one", new(1, 0), new AliasRoute(2, 100));

        var first = Enumerable.Range(0, 400).Count(_ => Start("both").Definition == Flows.Pass);
        Assert.InRange(first, 40, 120);
        Assert.All(Enumerable.Range(0, 50), _ => Assert.NotEqual(Flows.Pass, Start("one").Definition));
    }

    [Fact]
    public void Versions_and_aliases_go_with_their_flow()
    {
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);
        CreateAlias("live", new(1, 100));
        _world.Await(async engine =>
        {
            await engine.Flows.DeleteAsync(AccountId.Default, Name, None);
            return true;
        });
        Assert.Equal("FlowNotExists", Refusal(() => Publish(null)));

        _world.CreateFlow("f", Flows.Pass);
        Assert.Equal("FlowVersionNotExists", Refusal(() => Start("1")));
        Assert.Equal("FlowAliasNotExists", Refusal(() => Start("live")));
        Assert.Equal(1, Publish(null).Number);
    }

    [Fact]
    public void Versions_of_another_account_cannot_be_reached()
    {
        var other = AccountId.Parse("Account", "2000000000000000");
        _world.CreateFlow("f", Flows.Pass);
        Publish(null);
        CreateAlias("live", new(1, 100));

        var live = AliasName.Lookup("live");
        Func<SluiceEngine, Task>[] calls =
        [
            engine => engine.Versions.PublishAsync(other, Name, null, None),
            engine => engine.Versions.ListAsync(other, Name, null, 10, None),
            engine => engine.Versions.DeleteAsync(other, Name, "1", None),
            engine => engine.Aliases.CreateAsync(other, new NewAlias(Name, live, new(new(1, 100), null), ""), None),
            engine => engine.Aliases.UpdateAsync(other, new AliasUpdate(Name, live, null, "x"), None),
            engine => engine.Aliases.DeleteAsync(other, Name, live, None),
            engine => engine.Aliases.GetAsync(other, Name, live, None),
            engine => engine.Aliases.ListAsync(other, Name, null, 10, None),
        ];
        Assert.All(calls, call => Assert.Equal("FlowNotExists", Refusal(() => _world.Await(async engine =>
        {
            await call(engine);
            return "";
        }))));
    }

    private VersionView Publish(string? description) => _world.Await(engine =>
        engine.Versions.PublishAsync(AccountId.Default, Name, description, None));

    private FlowView Get(string? version) => _world.Await(engine =>
        engine.Flows.GetAsync(AccountId.Default, Name, version, None));

    private FlowView Update(FlowUpdate update) => _world.Await(engine =>
        engine.Flows.UpdateAsync(AccountId.Default, update, None));

    private ExecutionView Start(string? qualifier) => _world.Await(engine => engine.Executions.StartAsync(
        AccountId.Default, new NewExecution(Name, null, Utf8Input: null, null, qualifier), None));

    private AliasView CreateAlias(string name, AliasRoute first, AliasRoute? second = null) => _world.Await(engine =>
        engine.Aliases.CreateAsync(
            AccountId.Default, new NewAlias(Name, AliasName.Lookup(name), new(first, second), ""), None));

    private object DeleteAlias(string name) => _world.Await(async engine =>
    {
        await engine.Aliases.DeleteAsync(AccountId.Default, Name, AliasName.Lookup(name), None);
        return true;
    });

    private object Delete(string number) => _world.Await(async engine =>
    {
        await engine.Versions.DeleteAsync(AccountId.Default, Name, number, None);
        return true;
    });

    private static string Refusal(Func<object> call) => Assert.Throws<ApiException>(call).Code;
}
