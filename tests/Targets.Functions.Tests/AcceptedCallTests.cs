using Sluice.Queues;
using Sluice.Workbench;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

public sealed class AcceptedCallTests : IAsyncLifetime
{
    private const string AsValue = "\"result\":\"value\"";
    private const string Async = "\"invocationType\":\"Async\"";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-accepted-");
    private QueueStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Async, """{"Header":{},"Code":202,"Body":""}""")]
    [InlineData(Async + "," + AsValue, "{}")]
    public async Task A_call_that_nobody_waits_for_is_accepted_at_once(string parameters, string expected)
    {
        var came = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var server = LoopbackServer.Start(async (_, stream, _) =>
        {
            came.SetResult();
            await answer.Task;
            await stream.WriteAsync(LoopbackServer.Answer("200 OK", []));
        });
        await using var target = Target(server.Url);

        var result = await target.InvokeAsync(Call(With(parameters)), CancellationToken.None).WaitAsync(Patience);

        Assert.Equal(Json(expected), result.Value.Value);
        await came.Task.WaitAsync(Patience);
        answer.SetResult();
    }

    [Fact]
    public async Task A_call_that_was_cut_off_is_made_again_with_the_same_key()
    {
        var came = new SemaphoreSlim(0);
        await using var server = LoopbackServer.Start(async (_, _, stopping) =>
        {
            came.Release();
            await Task.Delay(Timeout.Infinite, stopping);
        });
        await using (var target = Target(server.Url))
        {
            await target.InvokeAsync(Call(With(Async + ",\"body\":{\"sku\":1}")), CancellationToken.None);
            Assert.True(await came.WaitAsync(Patience));
        }

        await _store.DisposeAsync();
        _store = Open();
        await using var next = Target(server.Url);

        Assert.True(await came.WaitAsync(Patience));
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(
            ("attempt-7", """{"sku":1}"""), (request.Header("Idempotency-Key"), request.Text)));
    }

    [Fact]
    public async Task A_call_that_has_ended_is_not_made_again()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");
        await using (var target = Target(server.Url))
        {
            await target.InvokeAsync(Call(With(Async)), CancellationToken.None);
            await EmptyAsync();
            await target.InvokeAsync(Call(With(Async)), CancellationToken.None);
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_that_fails_is_made_again()
    {
        var calls = 0;
        await using var server = LoopbackServer.Start(async (_, stream, _) => await stream.WriteAsync(
            LoopbackServer.Answer(Interlocked.Increment(ref calls) == 1 ? "500 Broken" : "200 OK", [])));
        await using var target = Target(server.Url);

        await target.InvokeAsync(Call(With(Async)), CancellationToken.None);
        await EmptyAsync();

        Assert.Equal(2, server.Requests.Count);
    }

    private QueueStore Open() => QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);

    private FunctionTarget Target(string url) => new(new FunctionTargetOptions
    {
        Functions = [new("*", new Uri(url))],
        Queues = _store,
    });

    /// <summary>Until nothing is under way: looked for again and again, since nothing tells it.</summary>
    private async Task EmptyAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var own = Model.Names.AccountId.FromStored("functions");
        while (await _store.GetQueueAsync(own, "calls") is not { Active: 0, Inactive: 0, Delayed: 0 })
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
