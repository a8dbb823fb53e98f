using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Bench.Load;

/// <summary>What a loud account does, until it is told to stop; refusals are counted, and it tries again.</summary>
internal sealed class Noise(ServerProcess server, string keyId, CancellationToken ending)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _refused;

    /// <summary>Completes when the noise is there.</summary>
    public Task Begun => _begun.Task;

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Has so many executions in progress: who has started one waits for its end.</summary>
    public async Task KeepBusyAsync(string flow, string definition, string input, int count)
    {
        await CreateAsync(flow, definition);
        await EachAsync(count, async (client, name) =>
        {
            if (await TryAsync(client, "StartExecution", flow, name, input))
            {
                await client.SendAsync(
                    "DescribeExecution", ("FlowName", flow), ("ExecutionName", name), ("WaitTimeSeconds", "10"));
            }
        });
    }

    /// <summary>Has so many Express executions that loop; who has started one goes away after a second.</summary>
    public async Task RunExpressAsync(int count)
    {
        await CreateAsync("loop", Flows.Loop, "Express");
        await EachAsync(count, async (client, name) =>
        {
            var run = TryAsync(client, "StartSyncExecution", "loop", name, Flows.LoopInput);
            await Task.WhenAny(run, Task.Delay(Timeout.Infinite, ending));
        });
    }

    /// <summary>Starts so many executions whose calls are never answered.</summary>
    public async Task HangAsync(Uri service, int count)
    {
        await CreateAsync("hang", Flows.Sequence(1, Flows.Request(service)));
        using var client = await RawClient.ConnectAsync(server.Port, keyId);
        for (var i = 0; i < count; i++)
        {
            await TryAsync(client, "StartExecution", "hang", $"h{i}", Flows.Input);
        }

        _begun.TrySetResult();
    }

    /// <summary>So many callers start executions that loop over 60 KB, as fast as they are taken.</summary>
    public async Task StartLoopsAsync(int callers)
    {
        await CreateAsync("copies", Flows.Copies);
        await EachAsync(callers, (client, name) => TryAsync(client, "StartExecution", "copies", name, Flows.CopiesInput));
    }

    /// <summary>So many callers create flows with definitions of some hundred kilobytes, each a few times.</summary>
    public Task DefineAsync(int callers, int states) => EachAsync(callers, async (client, name) =>
    {
        var flow = name[..Math.Min(name.Length, 4)];
        await TryAsync(client, "CreateFlow", ("Name", flow), ("Type", "FDL"), ("Description", ""), ("Definition", Flows.Passes(states)));
    });

    /// <summary>So many callers look at a flow, as fast as they are answered.</summary>
    public async Task DescribeAsync(int callers)
    {
        await CreateAsync("seen", Flows.Passes(1));
        await EachAsync(callers, async (client, _) =>
        {
            while (!ending.IsCancellationRequested)
            {
                await TryAsync(client, "DescribeFlow", ("Name", "seen"));
            }
        });
    }

    /// <summary>So many connections over which half of a large body comes, and no more; who is cut off comes again.</summary>
    public Task SendHalvesAsync(int count)
    {
        var half = Encoding.ASCII.GetBytes(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"
            + new string('x', 500_000));
        _begun.TrySetResult();
        return Task.WhenAll(Enumerable.Range(0, count).Select(_ => SendHalvesAsync(half)));
    }

    private async Task SendHalvesAsync(byte[] half)
    {
        var answer = new byte[1024];
        while (!ending.IsCancellationRequested)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, ending);
                await socket.SendAsync(half, ending);
                _ = await socket.ReceiveAsync(answer, ending);
                Interlocked.Increment(ref _refused);
                await Task.Delay(100, ending);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Cut off, or done.
            }
        }
    }

    private async Task CreateAsync(string flow, string definition, string mode = "Standard")
    {
        using var client = await RawClient.ConnectAsync(server.Port, keyId);
        await client.CreateAsync(flow, definition, mode);
    }

    private Task EachAsync(int callers, Func<RawClient, string, Task> call)
    {
        _begun.TrySetResult();
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = 0; !ending.IsCancellationRequested; i++)
            {
                using var client = await RawClient.ConnectAsync(server.Port, keyId);
                await call(client, $"n{caller}-{i}");
            }
        }));
    }

    private Task<bool> TryAsync(RawClient client, string action, string flow, string name, string input) =>
        TryAsync(client, action, ("FlowName", flow), ("ExecutionName", name), ("Input", input));

    private async Task<bool> TryAsync(RawClient client, string action, params (string Name, string Value)[] parameters)
    {
        var (status, _) = await client.SendAsync(action, parameters);
        if (status == 429)
        {
            Interlocked.Increment(ref _refused);
            await Task.Delay(100, CancellationToken.None);
        }

        return status == 200;
    }
}
