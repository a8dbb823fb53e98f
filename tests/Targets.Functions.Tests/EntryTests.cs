using System.Net;
using System.Net.Sockets;
using Sluice.Outbound;
using Sluice.Outbound.Signing;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

/// <summary>What mappings say of themselves, and what a probe of one does.</summary>
public sealed class EntryTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public EntryTests() => _listener.Start();

    private Uri Url => new($"http://{_listener.LocalEndpoint}/base");

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Each_mapping_is_an_entry_in_its_order_and_one_is_for_functions_that_nothing_stands_for()
    {
        await using var target = new FunctionTarget(new FunctionTargetOptions
        {
            Functions =
            [
                new("functions/b", new FunctionBackend.Http(new Uri("http://localhost:9000/hook/secret?key=secret#secret"))),
                new("functions/a", new FunctionBackend.Fc3(new Uri("https://fc.example.com"), new SigningKey("id", "secret"))),
                new("*", new FunctionBackend.Exec(new FunctionCommand(["/bin/cat", "--key=secret"], null, new Dictionary<string, string>()))),
            ],
        });

        Assert.Equal(
            [
                ("functions/b", "http", "http://localhost:9000/…"),
                ("functions/a", "fc3", "https://fc.example.com/"),
                ("*", "exec", "/bin/cat"),
                ("FC:InvokeFunction", "none", null),
            ],
            target.Entries.Select(entry => (entry.Name, entry.Backend, entry.Address)));
        Assert.DoesNotContain(target.Entries, entry => entry.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_names_the_mapping_that_it_goes_to()
    {
        await using var target = Target(Url.ToString(), "functions/other");
        await using var any = Target(Url.ToString());

        Assert.Null(target.PlaceOf(Call(With(""))).Entry);
        Assert.Equal(("*", _listener.LocalEndpoint.ToString()), (any.PlaceOf(Call(With(""))).Entry, any.PlaceOf(Call(With(""))).Name));
    }

    [Fact]
    public async Task A_probe_connects_and_hangs_up_without_a_word()
    {
        await using var target = Target(Url.ToString());

        var probe = target.Entries[0].Probe!(CancellationToken.None);
        using var taken = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);

        Assert.Equal(TargetProbe.Reached, await probe.WaitAsync(Patience));
        Assert.Equal(0, await taken.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_probe_goes_nowhere_that_calls_may_not_go()
    {
        await using var target = new FunctionTarget(new FunctionTargetOptions
        {
            Functions = [new("*", Url)],
            Connections = new() { Egress = EgressPolicy.PublicOnly },
        });

        var probe = await target.Entries[0].Probe!(CancellationToken.None);

        Assert.StartsWith("The egress policy of this server allows no connection to '127.0.0.1'", probe.Problem, StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task What_does_not_listen_speaks_no_tls_or_is_no_program_cannot_be_reached()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        await using var tls = Target($"https://127.0.0.1:{port}");
        var handshake = tls.Entries[0].Probe!(CancellationToken.None);
        using (var taken = await _listener.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            await taken.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        }

        Assert.NotNull((await handshake.WaitAsync(Patience)).Problem);

        _listener.Stop();
        await using var gone = Target($"http://127.0.0.1:{port}");
        Assert.NotNull((await gone.Entries[0].Probe!(CancellationToken.None)).Problem);

        await using var program = Target(new FunctionBackend.Exec(
            new FunctionCommand(["/no/such/program"], null, new Dictionary<string, string>())));
        Assert.Equal("The program '/no/such/program' is not there.", (await program.Entries[0].Probe!(CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task A_probe_of_what_never_answers_ends_when_it_is_given_up()
    {
        await using var target = Target($"https://{_listener.LocalEndpoint}");
        using var over = new CancellationTokenSource();

        var probe = target.Entries[0].Probe!(over.Token);
        using var taken = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(Patience));
    }
}
