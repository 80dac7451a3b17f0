namespace Cpc.Node.Composition;

/// <summary>Takes the place of the host's console lifetime: 'cpc run' listens to the signals itself, so that it can
/// tell a node that was stopped from one that stopped by itself.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
