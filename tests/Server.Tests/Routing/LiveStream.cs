using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Sluice.Server.Routing;

namespace Sluice.Server.Tests.Routing;

/// <summary>Streams at <c>/live</c> what a test says, until the test has no more.</summary>
internal sealed class LiveStream : IMount
{
    private readonly Channel<string> _pieces = Channel.CreateUnbounded<string>();

    /// <summary>Completes when nothing is streamed any more.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the answer counted as read to its end.</summary>
    public bool? WasRead { get; private set; }

    public void Say(string piece) => Assert.True(_pieces.Writer.TryWrite(piece));

    public void End() => _pieces.Writer.Complete();

    public bool Takes(HttpRequest request) => request.Path.Value is "/live";

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        WasRead = await Answer.Streamed("text/event-stream", PiecesAsync(CancellationToken.None)).SendAsync(context, stopping);
        Left.TrySetResult();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken))
        {
            yield return Encoding.UTF8.GetBytes(piece);
        }
    }
}
