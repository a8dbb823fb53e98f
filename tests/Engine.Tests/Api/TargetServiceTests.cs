using Sluice.Engine.Api;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets;
using Sluice.Testing.Time;

namespace Sluice.Engine.Tests.Api;

/// <summary>How calls have gone lately, for each account by itself, and what probes come to.</summary>
public sealed class TargetServiceTests
{
    private static readonly AccountId Other = AccountId.FromStored("1000000000000002");

    private readonly VirtualTime _time = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly Shop _shop = new();
    private readonly TargetRecords _records;
    private readonly TargetService _targets;

    public TargetServiceTests()
    {
        var set = new TargetSet(_shop);
        _records = new TargetRecords(set, _time);
        _targets = new TargetService(set, _records, new CallPlaces(10), _time);
    }

    [Fact]
    public void Calls_are_counted_by_what_came_of_them_and_the_last_failure_names_its_execution()
    {
        Call(null);
        Call("Shop.Closed");
        _time.Advance(TimeSpan.FromSeconds(1));
        Call("Shop.Closed", execution: "second");
        Call("Shop.Dear");
        Begin();
        Begin().Ended(Context("e"), result: null);

        var shop = Find("shop");
        Assert.Equal((1, 4, 3), (shop.Figures.Out, shop.Figures.Calls, shop.Figures.Failed));
        Assert.Equal([("Shop.Closed", 2), ("Shop.Dear", 1)], shop.Figures.Errors.Select(error => (error.Key, error.Value)));
        Assert.Equal(new FailedCall("Shop.Dear", _time.GetUtcNow(), "f", "e", "s"), shop.Figures.LastFailure);
        Assert.Equal(("door", 4), (Assert.Single(shop.Places).Place, shop.Places[0].Figures.Calls));
    }

    [Fact]
    public void What_is_an_hour_old_is_not_counted_and_the_last_failure_stays()
    {
        Call("Shop.Closed");
        _time.Advance(TimeSpan.FromMinutes(40));
        Call(null);
        Assert.Equal(2, Find("shop").Figures.Calls);

        _time.Advance(TimeSpan.FromMinutes(25));
        var shop = Find("shop");
        Assert.Equal((1, 0), (shop.Figures.Calls, shop.Figures.Failed));
        Assert.Equal("Shop.Closed", shop.Figures.LastFailure!.Code);

        _time.Advance(TimeSpan.FromHours(3));
        Call(null);
        Assert.Equal(1, Find("shop").Figures.Calls);
    }

    [Fact]
    public async Task It_is_reachable_when_the_last_try_was_answered_be_it_with_a_failure_and_not_when_nobody_did()
    {
        Assert.Null(Find("shop").IsReachable);
        Call("Shop.Closed");
        Assert.True(Find("shop").IsReachable);

        _time.Advance(TimeSpan.FromSeconds(1));
        Call("Shop.NobodyThere");
        Assert.False(Find("shop").IsReachable);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _targets.ProbeAsync("shop", CancellationToken.None);
        Assert.True(Find("shop").IsReachable);

        _time.Advance(TimeSpan.FromSeconds(1));
        _shop.Problem = "It is closed.";
        Assert.Equal("It is closed.", (await _targets.ProbeAsync("shop", CancellationToken.None)).Problem);
        Assert.False(Find("shop").IsReachable);
    }

    [Fact]
    public void Other_accounts_see_neither_calls_nor_addresses_nor_names_of_settings_that_they_have_not_called()
    {
        Call("Shop.Closed");

        Assert.Equal(["FNF:StartExecution", "Shop:Buy"], _targets.List(Other, after: null, 10).Select(target => target.Name).Order());
        _records.Begin(TaskCall(Context("e") with { Account = Other }), _shop.Place).Ended(Context("e"), JsonPayload.EmptyObject);
        var seen = _targets.List(Other, after: null, 10).Single(target => target.Name == "shop");
        Assert.Equal((null, 1, 0), (seen.Address, seen.Figures.Calls, seen.Figures.Failed));
        Assert.Equal("shop://street", Find("shop").Address);
    }

    [Fact]
    public async Task A_probe_is_given_up_in_time_and_those_who_ask_meanwhile_share_it()
    {
        _shop.Hangs = true;
        var first = _targets.ProbeAsync("shop", CancellationToken.None);
        var second = _targets.ProbeAsync("shop", CancellationToken.None);
        await _shop.Probed.Task;
        _time.Advance(TargetService.ProbeTime);

        Assert.Equal("Nobody answered within 10 seconds.", (await first).Problem);
        Assert.Equal(await first, await second);
        Assert.Equal(1, _shop.Probes);
    }

    [Fact]
    public async Task Only_what_was_set_up_and_has_an_address_is_probed()
    {
        var unknown = await Assert.ThrowsAsync<ApiException>(() => _targets.ProbeAsync("http://10.0.0.1", CancellationToken.None));
        var placeless = await Assert.ThrowsAsync<ApiException>(() => _targets.ProbeAsync("Shop:Buy", CancellationToken.None));

        Assert.Equal(("TargetNotExists", "ActionNotSupported"), (unknown.Code, placeless.Code));
        Assert.Equal(0, _shop.Probes);
    }

    [Fact]
    public void Codes_and_places_that_are_kept_are_bounded()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Call($"Shop.Code{i}", place: $"door {i}");
        }

        var shop = Find("shop");
        Assert.Equal((1_000, CallTally.MostCodes + 1), (shop.Figures.Failed, shop.Figures.Errors.Count));
        Assert.Equal((CallTally.OtherCodes, 1_000 - CallTally.MostCodes), (shop.Figures.Errors[0].Key, shop.Figures.Errors[0].Value));
        Assert.InRange(shop.Places.Count, 1, TargetRecord.MostPlaces);
    }

    [Fact]
    public void Pages_go_on_behind_a_name_and_one_that_is_gone_is_refused()
    {
        var all = _targets.List(AccountId.Default, after: null, 10).Select(target => target.Name).ToList();

        Assert.Equal(all[1..], _targets.List(AccountId.Default, all[0], 10).Select(target => target.Name));
        Assert.Equal("InvalidArgument", Assert.Throws<ApiException>(() => _targets.List(AccountId.Default, "gone", 10)).Code);
    }

    private static TaskContext Context(string execution) => new(AccountId.Default, "f", execution, "s", "", DateTimeOffset.MaxValue);

    private static TaskCall TaskCall(TaskContext context) => new("Shop:Buy", JsonPayload.EmptyObject, null, "1-1-1", 1_000, context);

    private BegunCall Begin(string? place = null) =>
        _records.Begin(TaskCall(Context("e")), place is null ? _shop.Place : _shop.Place with { Name = place });

    private void Call(string? code, string execution = "e", string? place = null) => Begin(place).Ended(
        Context(execution), code is null ? JsonPayload.EmptyObject : new StepFailure(code, "with a secret"));

    private TargetView Find(string name) =>
        _targets.List(AccountId.Default, after: null, 10).Single(target => target.Name == name);

    private sealed class Shop : ITaskTarget
    {
        public IReadOnlyCollection<string> Actions => ["Shop:Buy"];

        public CallPlace Place { get; } = new("door") { Entry = "shop" };

        public bool Hangs { get; set; }

        public string? Problem { get; set; }

        public int Probes { get; private set; }

        public TaskCompletionSource Probed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<TargetEntry> Entries =>
        [
            new TargetEntry("shop", "street")
            {
                Actions = Actions,
                Address = "shop://street",
                IsNamedBySettings = true,
                NoAnswer = ["Shop.NobodyThere"],
                Probe = ProbeAsync,
            },
            new TargetEntry("Shop:Buy", "none") { Actions = Actions },
        ];

        public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private async Task<TargetProbe> ProbeAsync(CancellationToken cancellationToken)
        {
            Probes++;
            Probed.TrySetResult();
            await (Hangs ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask);
            return new TargetProbe(Problem);
        }
    }
}
