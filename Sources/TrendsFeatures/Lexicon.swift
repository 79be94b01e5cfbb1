/// Phrases that are one term in scholarly texts of many fields, however rarely a corpus has them.
///
/// One small listing never holds enough text to find them by counting. The list is general on purpose:
/// names of methods, tasks and things, no topics of a season.
enum Lexicon {
  /// The phrases, as texts write them.
  static let phrases = text.split(whereSeparator: \.isNewline).flatMap { line in
    line.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }.filter { !$0.isEmpty }

  private static let text = """
    absolute error, abstract syntax tree, access control, acoustic model, action recognition
    activation function, active learning, active site, activity recognition, actor critic
    adaptive control, adversarial attack, adversarial example, adversarial training
    affinity propagation, agent based model, air pollution, air quality, alternating minimization
    amino acid, analysis of variance, anomaly detection, answer set programming
    antibiotic resistance, approximate inference, approximation algorithm, artificial intelligence
    artificial neural network, association rule, attention head, attention mechanism
    augmented reality, autoregressive model, autonomous driving, autonomous vehicle, average precision
    back propagation, bag of words, batch normalization, batch size, Bayes factor, Bayesian inference
    Bayesian network, Bayesian optimization, beam search, behavior cloning, belief propagation
    big data, binary classification, bipartite graph, black hole, block chain, blood pressure
    body mass index, Boltzmann machine, Boolean function, boundary condition, bounding box
    brain computer interface, branch and bound, breast cancer, Brownian motion
    byte pair encoding, camera calibration, cancer cell, carbon dioxide, carbon nanotube
    case control study, causal discovery, causal effect, causal inference, cell cycle
    cell death, cell type, cellular automaton, central limit theorem, chain of thought
    change point detection, character recognition, chemical reaction, chest radiograph
    citation analysis, class imbalance, classification tree, climate change, clinical practice
    clinical trial, cloud computing, cluster analysis, clustering algorithm, code generation
    code review, cognitive load, cognitive science, coherence score, cohort study
    collaborative filtering, color space, combinatorial optimization, common sense
    community detection, compressed sensing, compression ratio, computational complexity
    computational fluid dynamics, computed tomography, computer graphics
    computer science, computer vision, concept drift, conditional independence
    conditional random field, confidence interval, confusion matrix, conjugate gradient
    constraint satisfaction, content analysis, context free grammar, context window
    contrastive learning, control group, convergence rate, conversational agent
    convex optimization, convolutional neural network, coordinate descent, coreference resolution
    correlation coefficient, cosine similarity, cost function, covariance matrix, credit assignment
    critical temperature, cross entropy, cross modal retrieval, cross validation, crystal structure
    curriculum learning, curse of dimensionality, dark energy, dark matter, data assimilation
    data augmentation, data center, data cleaning, data compression
    data curation, data fusion, data imputation, data integration
    data mining, data parallelism, data privacy, data stream, data structure
    data visualization, database system, decision boundary, decision making, decision support
    decision theory, decision tree, deep learning, deep neural network, deep reinforcement learning
    dense retrieval, density estimation, density functional theory, depth estimation
    design pattern, diabetes mellitus, dialogue system, difference in differences
    differential equation, differential privacy, diffusion model, digital humanities
    digital library, digital twin, dimensionality reduction, directed acyclic graph
    Dirichlet process, discourse analysis, discrete optimization, distance metric
    distributed computing, distributed system, distribution shift, divide and conquer
    document classification, document retrieval, domain adaptation, domain generalization
    domain knowledge, drug delivery, drug discovery, drug resistance
    dynamic programming, dynamical system, early stopping, earth mover distance
    economic growth, edge computing, edge detection, effect size, eigenvalue problem
    electric field, electric vehicle, electron microscopy, electronic health record
    emotion recognition, empirical risk minimization, energy consumption, energy efficiency
    energy storage, ensemble learning, entity linking, entity recognition
    error correction, error propagation, error rate, event detection
    evolutionary algorithm, expectation maximization, experience replay, expert system
    explainable artificial intelligence, exploratory data analysis, extreme value theory
    eye tracking, face recognition, facial expression, factor analysis, fault detection
    fault tolerance, feature engineering, feature extraction, feature map, feature selection
    feature space, federated learning, few shot learning, finite element method, fixed point
    flow field, fluid dynamics, focus group, food security, formal verification, Fourier transform
    fraud detection, frequency domain, functional data analysis, fuzzy logic, game theory
    gamma ray, Gaussian mixture model, Gaussian process, gene expression, gene regulatory network
    generalization bound, generalization error, generalized linear model, generative adversarial network
    generative model, genetic algorithm, genetic programming, genome wide association study
    Gibbs sampling, global optimization, global warming, gradient boosting, gradient descent
    graph attention network, graph convolutional network, graph embedding, graph neural network
    graph theory, graphical model, graphical user interface, gravitational wave, greedy algorithm
    greenhouse gas, grid search, Hamiltonian Monte Carlo, hash function
    hate speech, hazard ratio, health care, heart disease, heart rate, heat transfer
    hidden layer, hidden Markov model, hierarchical clustering, high energy physics
    Hilbert space, hospital admission, human activity recognition, human computer interaction
    human feedback, human in the loop, human robot interaction, hyperparameter tuning
    hypothesis test, image captioning, image classification, image compression, image denoising
    image generation, image processing, image recognition, image registration, image restoration
    image retrieval, image segmentation, image synthesis, imitation learning, immune response
    importance sampling, in context learning, independent component analysis, inductive bias
    inductive logic programming, information bottleneck, information extraction, information gain
    information retrieval, information system, information theory
    instance segmentation, instruction tuning, instrumental variable, integer programming
    intellectual property, internet of things, interior point method, intrusion detection
    inverse problem, inverse reinforcement learning, Ising model, item response theory
    Kalman filter, kernel function, kernel method, keyphrase extraction, keyword extraction
    knowledge base, knowledge distillation, knowledge graph, knowledge management
    knowledge representation, Kullback Leibler divergence, label noise
    language acquisition, language model, Laplace approximation, large language model
    latent Dirichlet allocation, latent semantic analysis, latent space, latent variable
    law of large numbers, learning curve, learning rate, learning to rank, least squares
    life cycle assessment, lifelong learning, light curve, likelihood function, likelihood ratio
    linear algebra, linear classifier, linear model, linear programming, linear regression
    linear time, link prediction, literature review, local optimum, local search
    log likelihood, logic programming, logistic regression, long short term memory, long tail
    low rank approximation, low resource language, lower bound, Lyapunov function
    machine learning, machine reading comprehension, machine translation, machine vision
    magnetic field, magnetic resonance imaging, majority vote, manifold learning
    Markov chain, Markov chain Monte Carlo, Markov decision process, mass spectrometry
    mathematical model, matrix completion, matrix factorization, maximum entropy
    maximum likelihood, mean field, mean squared error, measurement error, medical imaging
    mental health, message passing, meta analysis, metric learning
    minimum spanning tree, missing data, missing value, mixed effects model, mixed integer programming
    mixed methods, mixture model, mixture of experts, model based reinforcement learning
    model checking, model compression, model predictive control, model selection
    molecular biology, molecular dynamics, Monte Carlo, Monte Carlo tree search, mortality rate
    motion capture, motion estimation, motion planning, multi agent system, multi armed bandit
    multi label classification, multi objective optimization, multi task learning
    multilayer perceptron, multiple imputation, multiple instance learning, multiple sclerosis
    music information retrieval, mutual information, named entity recognition, Nash equilibrium
    natural language, natural language generation, natural language inference
    natural language processing, natural language understanding, natural selection
    near infrared, nearest neighbor, negative sampling, network analysis, network traffic
    neural architecture search, neural machine translation, neural network, neural radiance field
    non negative matrix factorization, normalizing flow, null hypothesis, numerical simulation
    object detection, object recognition, object tracking
    observational study, odds ratio, online learning, ontology matching, open access
    open domain question answering, open source software, operating system, opinion mining
    optical character recognition, optical coherence tomography, optical flow, optimal control
    optimal transport, ordinary differential equation, outlier detection, parallel computing
    parameter estimation, parameter sharing, partial differential equation, particle filter
    part of speech, part of speech tagging, path planning, pattern matching, pattern recognition
    peer review, perceptron algorithm, phase diagram, phase transition, planning problem
    point cloud, point process, Poisson process, policy gradient, policy iteration, polynomial time
    pose estimation, position encoding, posterior distribution, power consumption, power grid
    power law, precision and recall, predictive model, preference learning, primary care
    primary school, principal component, principal component analysis, prior distribution
    privacy preserving, probabilistic model, probability density, probability distribution
    process mining, program synthesis, programming language, projected gradient, proof assistant
    propensity score, property testing, protein folding, protein interaction, protein structure
    public health, public key, public opinion, quadratic programming, quality control
    quality of life, quality of service, quantile regression, quantum computing, quantum field theory
    quantum mechanics, query expansion, question answering, question generation, radial basis function
    random field, random forest, random graph, random variable, random walk, randomized controlled trial
    rate distortion, ray tracing, reaction diffusion, reading comprehension, receptive field
    recommender system, recurrent neural network, reduced order model, regression analysis
    regression discontinuity, reinforcement learning, relation extraction, remote sensing
    renewable energy, representation learning, residual network, resource allocation, response surface
    retrieval augmented generation, reward function, reward model, ridge regression, risk assessment
    risk factor, robot navigation, robotic manipulation, sample complexity
    scale space, scaling law, scene understanding, scene graph, search engine, search space
    self attention, self organizing map, self supervised learning, semantic parsing
    semantic segmentation, semantic similarity, semantic web, semi supervised learning
    sensitivity analysis, sensor network, sentiment analysis, sequence alignment, sequence labeling
    sequence to sequence, shape analysis, shortest path, signal processing
    signal to noise ratio, simulated annealing, single cell, singular value decomposition
    skip connection, smart city, smart grid, social media, social network, social science
    software engineering, software testing, solar cell, solar system, spanning tree, sparse coding
    sparse representation, speaker recognition, spectral clustering, speech recognition
    speech synthesis, spiking neural network, spin glass, stable isotope, standard deviation
    standard model, star formation, state space model, stationary distribution
    statistical inference, statistical learning theory, statistical mechanics, statistical model
    statistical significance, stem cell, stereo vision, stochastic differential equation
    stochastic gradient descent, stochastic process, stock market, structural equation model
    structured prediction, style transfer, super resolution, supervised fine tuning
    supervised learning, supply chain, support vector machine, surface area, surface temperature
    surrogate model, survival analysis, syntactic parsing, systematic review, teacher student
    temporal difference learning, tensor decomposition, text classification
    text generation, text mining, text summarization, text to image, text to speech
    theorem proving, thermal conductivity, thin film, time complexity, time series
    topic model, topological data analysis, traffic flow
    transfer function, transfer learning, transformer model, transition matrix, tree search
    trust region, turbulent flow, type inference, type system, uncertainty quantification
    undirected graph, uniform distribution, unsupervised learning, upper bound
    user experience, user interface, utility function, value function, value iteration
    vanishing gradient, variational autoencoder, variational inference, vector field
    vector quantization, vector space, video generation, video retrieval, video understanding
    virtual reality, vision language model, vision transformer, visual question answering
    visual recognition, vocal tract, wave equation, wave function, wavelet transform
    weak supervision, weather forecast, web page, web search, weight decay, white matter
    wireless sensor network, word embedding, word sense disambiguation, word segmentation
    working memory, world model, x ray diffraction, zero shot learning
    """
}
