using Cpc.Actors.Hosting;
using Cpc.Node.Cli;

return await CpcCommandLine.RunAsync(args, CliEnvironment.OfProcess((services, options) => services.AddCpcActors(options)));
