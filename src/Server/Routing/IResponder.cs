namespace Sluice.Server.Routing;

/// <summary>Something that answers requests.</summary>
internal interface IResponder
{
    /// <summary>Answers one request, whatever it is; done when the answer has gone out. It throws nothing that a client
    /// could bring about.</summary>
    /// <param name="stopping">Cancelled when the server is about to stop: what is streamed has to end then.</param>
    Task AnswerAsync(HttpContext context, CancellationToken stopping);
}

/// <summary>One that answers some of them.</summary>
internal interface IMount : IResponder
{
    /// <summary>Whether this one answers it; looks at the head alone, and costs next to nothing.</summary>
    bool Takes(HttpRequest request);
}
