using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Bytes that are nearly HTTP, or were, to a started server: no answer says that the server failed, and no line of
/// its log either. <c>SLUICE_FUZZ_CASES</c> asks for more of them, <c>SLUICE_FUZZ_SEED</c> for others.</summary>
public sealed partial class RawFuzzTests : IDisposable
{
    private const int AtOnce = 16;

    private static readonly int Cases = Number("SLUICE_FUZZ_CASES", 400);
    private static readonly int FirstSeed = Number("SLUICE_FUZZ_SEED", 1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-fuzz-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public Task Damaged_requests_of_http_1_are_answered_or_hung_up_on_without_an_error() =>
        AttackAsync(server => new(IPAddress.Loopback, server.Port), HttpOneAttack.SendAsync);

    [Fact]
    public Task Damaged_frames_of_http_2_are_hung_up_on_without_an_error() =>
        AttackAsync(server => new(IPAddress.Loopback, PortOfTls(server)), HttpTwoAttack.SendAsync);

    private async Task AttackAsync(Func<StartedServer, IPEndPoint> place, Func<IPEndPoint, Random, Task<string>> sendAsync)
    {
        var server = await StartedServer.StartAsync(
            _directory.FullName, "http://127.0.0.1:0,https://127.0.0.1:0", "--header-seconds", "1");
        await using (server)
        {
            await server.HasSaidAsync(", https://127.0.0.1:");
            var address = place(server);
            await Parallel.ForEachAsync(
                Enumerable.Range(FirstSeed, Cases),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (seed, _) =>
                {
                    var answers = await sendAsync(address, new Random(seed));
                    Assert.False(ServerFailure().IsMatch(answers), $"Seed {seed}:\n{answers}\n{server.Log}");
                });

            // Until the connections that it was attacked with are gone, their sender has its share and no more.
            int status;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            do
            {
                (status, _) = await server.CallAsync("ListFlows");
            }
            while (status == 429 && !patience.IsCancellationRequested);

            Assert.Equal(200, status);
            server.BeginStop();
            Assert.Equal(0, await server.EndAsync());
        }

        Assert.False(ErrorLine().IsMatch(server.Log), server.Log);
    }

    private static int PortOfTls(StartedServer server) =>
        int.Parse(TlsPort().Match(server.Log).Groups["port"].Value, CultureInfo.InvariantCulture);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    [GeneratedRegex(@"^HTTP/1\.1 5(?!05 )", RegexOptions.Multiline)]
    private static partial Regex ServerFailure();

    [GeneratedRegex(@"^\S+ (fail|crit): ", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"https://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex TlsPort();
}
