using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets.Functions.Hosts;

namespace Sluice.Targets.Functions.Commands;

/// <summary>Runs a program once for each call: event in, result out; an exit code other than 0 is its failure.</summary>
internal sealed class ExecHost(string name, FunctionBackend.Exec backend, int jsonDepth, TimeProvider time) : IFunctionHost
{
    /// <summary>Of what it writes to its errors, so many bytes at the end are kept.</summary>
    private const int MostErrors = 8 * 1024;

    public CallPlace Place { get; } = new($"exec {name}", backend.Instances);

    public string Address => backend.Command.ToString();

    public Func<CancellationToken, Task<TargetProbe>> Probe => _ => Task.FromResult(ProgramPath.Probe(backend.Command));

    public async Task<Outcome<JsonPayload>> InvokeAsync(
        FunctionCall function, TaskCall call, bool isHandedOver, CancellationToken cancellationToken)
    {
        try
        {
            using var program = await StartedProgram.StartAsync(backend.Command, Variables(function.Name, call));
            return await RunAsync(program, function, call, cancellationToken);
        }
        catch (ProgramStartException e)
        {
            return new StepFailure(FunctionFailures.FunctionNotStarted, $"{function.Name.Text}: {e.Message}.");
        }
    }

    private async Task<Outcome<JsonPayload>> RunAsync(
        StartedProgram program, FunctionCall function, TaskCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(backend.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var output = KeptOutput.ReadStartAsync(program.Output, call.MaxResultBytes, either.Token);
            var errors = KeptOutput.ReadEndAsync(program.Errors, MostErrors, either.Token);
            var input = WriteAsync(program.Input, function.Event, either.Token);
            var exit = program.WaitForExitAsync(either.Token);
            if (await Task.WhenAny(output, exit) == output && (await output).Length > call.MaxResultBytes)
            {
                program.End();
                return FunctionAnswer.TooLarge(call);
            }

            await exit;

            // What it has left behind in its group would keep its output open.
            var code = program.ExitCode;
            program.End();
            await input;
            var (said, complained) = (await output, await errors);
            return code != 0 ? FunctionAnswer.OfText(said.Length > 0 && said.Length <= call.MaxResultBytes ? [.. said, (byte)'\n', .. complained] : complained, $"The program exited with code {code}.")
                : said.Length > call.MaxResultBytes ? FunctionAnswer.TooLarge(call)
                : FunctionAnswer.OfValue(said, function, call, jsonDepth);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(
                FunctionFailures.Unknown,
                $"The program for {function.Name.Text} ran for more than {backend.TimeLimit.TotalSeconds:0} seconds and was stopped.");
        }
    }

    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(text, cancellationToken);
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // A program need not read its event.
        }
    }

    private Dictionary<string, string> Variables(FunctionName function, TaskCall call) => new(
        CommandEnvironment.Of(backend.Command), StringComparer.Ordinal)
    {
        ["FC_REQUEST_ID"] = call.IdempotencyKey,
        ["FC_FUNCTION_NAME"] = function.Function,
        ["FC_SERVICE_NAME"] = function.Service ?? "",
        ["FC_QUALIFIER"] = function.Qualifier ?? "",
    };
}
