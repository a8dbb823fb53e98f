using System.Net.Sockets;
using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;
using Sluice.Targets.Functions;

namespace Sluice.Cli.Diagnosis;

/// <summary>What stands for functions: whether it is there. Nothing is called.</summary>
internal static class TargetChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Finding>> LookAsync(SluiceOptions options)
    {
        var looks = options.Functions.Functions.Select(LookAsync);
        return options.Functions.Functions.Count == 0
            ? [new("functions", Verdict.Good, Texts.FunctionsNone)]
            : await Task.WhenAll(looks);
    }

    private static Task<Finding> LookAsync(FunctionMapping mapping) => mapping.Backend switch
    {
        FunctionBackend.Runtime runtime => ReachAsync(mapping.Pattern, runtime.Endpoint),
        FunctionBackend.Http http => ReachAsync(mapping.Pattern, http.Url),
        FunctionBackend.Fc2 service => ReachAsync(mapping.Pattern, service.Endpoint),
        FunctionBackend.Fc3 service => ReachAsync(mapping.Pattern, service.Endpoint),
        FunctionBackend.Process process => Task.FromResult(Start(mapping.Pattern, process.Command)),
        FunctionBackend.Exec exec => Task.FromResult(Start(mapping.Pattern, exec.Command)),
        _ => Task.FromResult(new Finding("function", Verdict.Good, Texts.FormatFunctionMocked(mapping.Pattern))),
    };

    private static async Task<Finding> ReachAsync(string pattern, Uri url)
    {
        try
        {
            using var client = new TcpClient();
            using var patience = new CancellationTokenSource(Patience);
            await client.ConnectAsync(url.Host, url.Port, patience.Token);
            return new("function", Verdict.Good, Texts.FormatFunctionReached(pattern, url.Authority));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return new("function", Verdict.Doubtful, Texts.FormatFunctionUnreached(pattern, url.Authority), Texts.FunctionUnreachedNext);
        }
    }

    private static Finding Start(string pattern, FunctionCommand command)
    {
        var places = command.Words[0].Contains(Path.DirectorySeparatorChar)
            ? [Path.GetFullPath(command.Words[0], Path.GetFullPath(command.Directory ?? "."))]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, command.Words[0]));
        return places.Any(File.Exists)
            ? new("function", Verdict.Good, Texts.FormatFunctionStarted(pattern, command))
            : new("function", Verdict.Bad, Texts.FormatFunctionNoProgram(pattern, command), Texts.FunctionNoProgramNext);
    }
}
